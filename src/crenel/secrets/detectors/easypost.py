"""EasyPost: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run

_provider = Provider(
    "EasyPost",
    docs="https://docs.easypost.com/docs/authentication",
    revoke="Dashboard > API keys: delete it.",
)
DETECTORS = (
    _provider.token(
        "easypost-api-key",
        "an API key of EasyPost",
        lit("EZAK", "EZTK"),
        run(ALNUM, 54),
        confidence=0.95,
    ),
)
