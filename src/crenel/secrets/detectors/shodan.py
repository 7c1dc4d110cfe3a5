"""Shodan: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run

_provider = Provider(
    "Shodan",
    docs="https://developer.shodan.io/",
    revoke="Account: reset the API key.",
)
DETECTORS = (_provider.near("shodan-api-key", "an API key of Shodan", ("shodan",), run(ALNUM, 32)),)
