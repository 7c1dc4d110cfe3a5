"""Duffel: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "Duffel",
    docs="https://duffel.com/docs/api/overview/making-requests",
    revoke="Dashboard > Access tokens: revoke it.",
)
DETECTORS = (
    _provider.token(
        "duffel-token",
        "an access token of Duffel",
        lit("duffel_test_", "duffel_live_"),
        run(URL_SAFE, 43),
        confidence=0.97,
        wide="-",
    ),
)
