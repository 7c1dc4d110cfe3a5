"""Mailgun: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, lit, run
from crenel.secrets.verification.endpoint import basic

_provider = Provider(
    "Mailgun",
    docs="https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt/rbac-mgmt",
    revoke="Account settings > API security: delete the key; look at the sending logs.",
)
DETECTORS = (
    _provider.token(
        "mailgun-key",
        "an API key of Mailgun",
        lit("key-"),
        run(HEX, 32),
        confidence=0.88,
        keywords=("mailgun", "mg_"),
        verify=basic("https://api.mailgun.net/v3/domains", user="api", refused=frozenset()),
    ),
    _provider.token(
        "mailgun-private-key",
        "a private API key of Mailgun",
        run(HEX, 32),
        lit("-"),
        run(HEX, 8),
        lit("-"),
        run(HEX, 8),
        confidence=0.85,
        keywords=("mailgun", "mg_api"),
        verify=basic("https://api.mailgun.net/v3/domains", user="api", refused=frozenset()),
    ),
)
