"""Mistral: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run
from crenel.secrets.verification.endpoint import bearer

_provider = Provider(
    "Mistral",
    docs="https://docs.mistral.ai/getting-started/quickstart/",
    revoke="Console > API keys: delete it; look at the usage.",
)
DETECTORS = (
    _provider.near(
        "mistral-api-key",
        "an API key of Mistral",
        ("mistral",),
        run(ALNUM, 32),
        verify=bearer("https://api.mistral.ai/v1/models"),
    ),
)
