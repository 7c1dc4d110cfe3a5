"""Honeycomb: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, LOWER_ALNUM, lit, run

_provider = Provider(
    "Honeycomb",
    docs="https://docs.honeycomb.io/configure/environments/manage-api-keys/",
    revoke="Environment settings > API keys: disable it.",
)
DETECTORS = (
    _provider.token(
        "honeycomb-ingest-key",
        "an ingest key of Honeycomb",
        lit("hcaik_", "hcbik_"),
        run(LOWER_ALNUM, 58),
        confidence=0.95,
    ),
    _provider.near("honeycomb-api-key", "an API key of Honeycomb", ("honeycomb",), run(HEX, 32)),
)
