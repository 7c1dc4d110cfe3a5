"""Okta: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "Okta",
    docs="https://developer.okta.com/docs/guides/create-an-api-token/",
    revoke="Security > API > Tokens: revoke it; read the system log.",
)
DETECTORS = (
    _provider.near(
        "okta-token",
        "an API token of Okta",
        ("okta", "ssws"),
        lit("00"),
        run(URL_SAFE, 40),
        confidence=0.93,
    ),
)
