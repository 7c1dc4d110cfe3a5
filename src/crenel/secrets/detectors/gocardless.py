"""GoCardless: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "GoCardless",
    docs="https://developer.gocardless.com/getting-started/api/",
    revoke="Developers > Access tokens: delete it.",
)
DETECTORS = (
    _provider.near(
        "gocardless-token",
        "an access token of GoCardless",
        ("gocardless",),
        lit("live_", "sandbox_"),
        run(URL_SAFE, 40),
        confidence=0.93,
    ),
)
