"""Groq: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run
from crenel.secrets.verification.endpoint import bearer

_provider = Provider(
    "Groq",
    docs="https://console.groq.com/docs/quickstart",
    revoke="console.groq.com > API keys: delete it; look at the usage.",
)
DETECTORS = (
    _provider.token(
        "groq-api-key",
        "an API key of Groq",
        lit("gsk_"),
        run(ALNUM, 52),
        confidence=0.95,
        verify=bearer("https://api.groq.com/openai/v1/models"),
    ),
)
