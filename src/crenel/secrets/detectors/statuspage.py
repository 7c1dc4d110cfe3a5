"""Statuspage: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import UUID

_provider = Provider(
    "Statuspage",
    docs="https://developer.statuspage.io/",
    revoke="User > API info: regenerate it.",
)
DETECTORS = (
    _provider.near("statuspage-api-key", "an API key of Statuspage", ("statuspage",), *UUID),
)
