"""Voyage AI: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "Voyage AI",
    docs="https://docs.voyageai.com/docs/api-key-and-installation",
    revoke="Dashboard > API keys: delete it; look at the usage.",
)
DETECTORS = (
    _provider.token(
        "voyage-api-key",
        "an API key of Voyage AI",
        lit("pa-"),
        run(URL_SAFE, 43),
        confidence=0.7,
        wide="-",
        keywords=("voyage",),
    ),
)
