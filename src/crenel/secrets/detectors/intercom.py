"""Intercom: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import BASE64, lit, run

_provider = Provider(
    "Intercom",
    docs="https://developers.intercom.com/docs/build-an-integration/learn-more/authentication",
    revoke="Developer hub > the app > Authentication: regenerate it.",
)
DETECTORS = (
    _provider.near(
        "intercom-token", "an access token of Intercom", ("intercom",), run(BASE64, 59), lit("=")
    ),
)
