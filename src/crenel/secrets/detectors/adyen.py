"""Adyen: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, BASE64, lit, run

_provider = Provider(
    "Adyen",
    docs="https://docs.adyen.com/development-resources/api-credentials/",
    revoke="Developers > API credentials: generate a new key, the old one ends in 24 hours.",
)
DETECTORS = (
    _provider.token(
        "adyen-api-key",
        "an API key of Adyen",
        lit("AQE"),
        run(BASE64 + "=", 100, 300),
        lit("-"),
        run(BASE64 + "=", 30, 60),
        lit("-"),
        run(ALNUM, 10, 30),
        confidence=0.9,
    ),
)
