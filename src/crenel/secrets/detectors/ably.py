"""Ably: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "Ably",
    docs="https://ably.com/docs/auth/basic",
    revoke="App > API keys: revoke it.",
)
DETECTORS = (
    _provider.near(
        "ably-api-key",
        "an API key of Ably",
        ("ably",),
        run(URL_SAFE, 6),
        lit("."),
        run(URL_SAFE, 6),
        lit(":"),
        run(URL_SAFE, 43),
        confidence=0.95,
    ),
)
