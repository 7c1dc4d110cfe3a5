"""Akamai: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, LOWER_ALNUM, lit, run

_provider = Provider(
    "Akamai",
    docs="https://techdocs.akamai.com/developer/docs/edgegrid",
    revoke="Control Center > Identity and access > API clients: deactivate the credential.",
)
DETECTORS = (
    _provider.token(
        "akamai-edgegrid-token",
        "an EdgeGrid token of Akamai",
        lit("akab-"),
        run(LOWER_ALNUM, 16),
        lit("-"),
        run(LOWER_ALNUM, 16),
        confidence=0.95,
    ),
    _provider.near(
        "akamai-client-secret",
        "an EdgeGrid client secret of Akamai",
        ("akamai_client_secret", "client_secret"),
        run(ALNUM + "+/", 43),
        lit("="),
    ),
)
