"""Postman: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, lit, run
from crenel.secrets.verification.endpoint import header

_provider = Provider(
    "Postman",
    docs="https://learning.postman.com/docs/developer/postman-api/authentication/",
    revoke="Settings > API keys: revoke it; look at the audit log.",
)
DETECTORS = (
    _provider.token(
        "postman-api-key",
        "an API key of Postman",
        lit("PMAK-"),
        run(HEX, 24),
        lit("-"),
        run(HEX, 34),
        confidence=0.98,
        verify=header("https://api.getpostman.com/me", "X-Api-Key"),
    ),
)
