"""Cloudsmith: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "Cloudsmith",
    docs="https://help.cloudsmith.io/docs/api-key",
    revoke="Settings > API key: refresh it.",
)
DETECTORS = (
    _provider.near("cloudsmith-api-key", "an API key of Cloudsmith", ("cloudsmith",), run(HEX, 40)),
)
