"""Finnhub: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import LOWER_ALNUM, run

_provider = Provider(
    "Finnhub",
    docs="https://finnhub.io/docs/api/authentication",
    revoke="Dashboard: regenerate the key.",
)
DETECTORS = (
    _provider.near("finnhub-api-key", "an API key of Finnhub", ("finnhub",), run(LOWER_ALNUM, 20)),
)
