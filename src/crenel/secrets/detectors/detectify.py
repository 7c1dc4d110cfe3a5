"""Detectify: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "Detectify",
    docs="https://developer.detectify.com/",
    revoke="Settings > API keys: delete it.",
)
DETECTORS = (
    _provider.near("detectify-key", "an API key of Detectify", ("detectify",), run(HEX, 32)),
)
