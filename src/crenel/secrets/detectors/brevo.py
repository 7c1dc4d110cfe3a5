"""Brevo: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, HEX, lit, run

_provider = Provider(
    "Brevo",
    docs="https://developers.brevo.com/docs/getting-started",
    revoke="SMTP and API > API keys: delete it; look at the statistics for mail that was not yours.",
)
DETECTORS = (
    _provider.token(
        "brevo-api-key",
        "an API or SMTP key of Brevo",
        lit("xkeysib-", "xsmtpsib-"),
        run(HEX, 64),
        lit("-"),
        run(ALNUM, 16),
        confidence=0.98,
    ),
)
