"""Square: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "Square",
    docs="https://developer.squareup.com/docs/build-basics/access-tokens",
    revoke="Developer dashboard > Credentials: replace it; look at the API logs.",
)
DETECTORS = (
    _provider.token(
        "square-access-token",
        "an access token of Square",
        lit("EAAA", "sq0atp-"),
        run(URL_SAFE, 60),
        confidence=0.85,
        wide="-",
    ),
    _provider.token(
        "square-application-secret",
        "an application secret of Square",
        lit("sq0csp-"),
        run(URL_SAFE, 43),
        confidence=0.97,
        wide="-",
    ),
)
