"""Loggly: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import UUID

_provider = Provider(
    "Loggly",
    docs="https://documentation.solarwinds.com/en/success_center/loggly/",
    revoke="Source setup > Customer tokens: retire it.",
)
DETECTORS = (_provider.near("loggly-token", "a customer token of Loggly", ("loggly",), *UUID),)
