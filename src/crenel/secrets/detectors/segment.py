"""Segment: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run

_provider = Provider(
    "Segment",
    docs="https://www.twilio.com/docs/segment/connections/sources",
    revoke="Source > Settings > API keys: regenerate the write key; delete the public API token.",
)
DETECTORS = (
    _provider.token(
        "segment-public-api-token",
        "a public API token of Segment",
        lit("sgp_"),
        run(ALNUM, 64),
        confidence=0.95,
    ),
    _provider.near("segment-write-key", "a write key of Segment", ("segment",), run(ALNUM, 32)),
)
