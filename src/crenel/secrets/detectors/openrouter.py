"""OpenRouter: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, lit, run

_provider = Provider(
    "OpenRouter",
    docs="https://openrouter.ai/docs/api-reference/authentication",
    revoke="Settings > Keys: delete it; look at the activity.",
)
DETECTORS = (
    _provider.token(
        "openrouter-api-key",
        "an API key of OpenRouter",
        lit("sk-or-v1-"),
        run(HEX, 64),
        confidence=0.98,
    ),
)
