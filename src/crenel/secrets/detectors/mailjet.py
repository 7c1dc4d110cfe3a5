"""Mailjet: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "Mailjet",
    docs="https://dev.mailjet.com/email/guides/getting-started/",
    revoke="Account > API key management: reset the secret key; look at the sent mail.",
)
DETECTORS = (_provider.near("mailjet-key", "a key of Mailjet", ("mailjet",), run(HEX, 32)),)
