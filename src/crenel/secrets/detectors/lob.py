"""Lob: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, lit, run

_provider = Provider(
    "Lob",
    docs="https://docs.lob.com/",
    revoke="Settings > API keys: roll it.",
)
DETECTORS = (
    _provider.token(
        "lob-api-key",
        "an API key of Lob",
        lit("live_", "test_"),
        run(HEX, 35),
        confidence=0.85,
        keywords=("lob_", "lob.com"),
    ),
)
