"""Mapbox: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "Mapbox",
    docs="https://docs.mapbox.com/help/dive-deeper/access-tokens/",
    revoke="Account > Tokens: delete the secret token; look at the usage.",
)
DETECTORS = (
    _provider.token(
        "mapbox-secret-token",
        "a secret token of Mapbox",
        lit("sk.eyJ"),
        run(URL_SAFE, 60, 120),
        lit("."),
        run(URL_SAFE, 22),
        confidence=0.97,
        wide="-",
    ),
)
