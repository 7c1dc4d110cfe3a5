"""Neon: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, LOWER_ALNUM, lit, run

_provider = Provider(
    "Neon",
    docs="https://neon.com/docs/manage/api-keys",
    revoke="Account settings > API keys: revoke it; reset the role's password.",
)
DETECTORS = (
    _provider.token(
        "neon-api-key", "an API key of Neon", lit("napi_"), run(LOWER_ALNUM, 64), confidence=0.95
    ),
    _provider.token(
        "neon-password", "a database password of Neon", lit("npg_"), run(ALNUM, 12), confidence=0.9
    ),
)
