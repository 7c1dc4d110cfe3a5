"""Freshworks: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run

_provider = Provider(
    "Freshworks",
    docs="https://developers.freshdesk.com/api/",
    revoke="Profile settings: reset the API key.",
)
DETECTORS = (
    _provider.near(
        "freshdesk-api-key",
        "an API key of Freshdesk",
        ("freshdesk", "freshservice"),
        run(ALNUM, 20),
    ),
)
