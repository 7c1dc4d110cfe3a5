"""Sentry: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import BASE64, HEX, lit, run

_provider = Provider(
    "Sentry",
    docs="https://docs.sentry.io/account/auth-tokens/",
    revoke="Settings > Auth tokens: revoke it; read the audit log.",
)
DETECTORS = (
    _provider.token(
        "sentry-user-token",
        "a user auth token of Sentry",
        lit("sntryu_"),
        run(HEX, 64),
        confidence=0.98,
    ),
    _provider.token(
        "sentry-organisation-token",
        "an organisation auth token of Sentry",
        lit("sntrys_eyJ"),
        run(BASE64 + "=_", 60, 400),
        confidence=0.97,
    ),
    _provider.near(
        "sentry-token-old", "an auth token of Sentry", ("sentry_auth", "sentry_token"), run(HEX, 64)
    ),
)
