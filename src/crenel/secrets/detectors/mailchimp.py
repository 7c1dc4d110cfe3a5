"""Mailchimp: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import DIGITS, HEX, lit, run

_provider = Provider(
    "Mailchimp",
    docs="https://mailchimp.com/developer/marketing/guides/quick-start/",
    revoke="Account > Extras > API keys: disable it; look at the account's activity.",
)
DETECTORS = (
    _provider.token(
        "mailchimp-api-key",
        "an API key of Mailchimp",
        run(HEX, 32),
        lit("-us"),
        run(DIGITS, 1, 2),
        keywords=("mailchimp",),
    ),
)
