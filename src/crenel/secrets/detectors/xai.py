"""xAI: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run
from crenel.secrets.verification.endpoint import bearer

_provider = Provider(
    "xAI",
    docs="https://docs.x.ai/docs/overview",
    revoke="console.x.ai > API keys: delete it; look at the usage.",
)
DETECTORS = (
    _provider.token(
        "xai-api-key",
        "an API key of xAI",
        lit("xai-"),
        run(ALNUM, 80),
        confidence=0.95,
        verify=bearer("https://api.x.ai/v1/models"),
    ),
)
