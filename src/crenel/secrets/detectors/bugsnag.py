"""Bugsnag: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "Bugsnag",
    docs="https://docs.bugsnag.com/",
    revoke="Project settings: regenerate the API key.",
)
DETECTORS = (
    _provider.near("bugsnag-api-key", "an API key of Bugsnag", ("bugsnag",), run(HEX, 32)),
)
