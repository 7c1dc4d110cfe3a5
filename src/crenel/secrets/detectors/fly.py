"""Fly.io: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import BASE64, URL_SAFE, lit, run

_provider = Provider(
    "Fly.io",
    docs="https://fly.io/docs/security/tokens/",
    revoke="fly tokens revoke; look at the releases of your apps.",
)
DETECTORS = (
    _provider.token(
        "fly-token",
        "an access token of Fly.io",
        lit("fo1_"),
        run(URL_SAFE, 43),
        confidence=0.95,
        wide="-",
    ),
    _provider.token(
        "fly-macaroon",
        "an access token of Fly.io",
        lit("fm1_", "fm2_"),
        run(BASE64 + "=", 100, 900),
        confidence=0.95,
    ),
)
