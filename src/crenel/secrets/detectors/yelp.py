"""Yelp: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, run

_provider = Provider(
    "Yelp",
    docs="https://docs.developer.yelp.com/docs/fusion-authentication",
    revoke="Manage app: regenerate the key.",
)
DETECTORS = (_provider.near("yelp-api-key", "an API key of Yelp", ("yelp",), run(URL_SAFE, 128)),)
