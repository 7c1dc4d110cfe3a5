"""Google Cloud: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import UPPER_ALNUM, URL_SAFE, lit, run

_provider = Provider(
    "Google Cloud",
    docs="https://cloud.google.com/docs/authentication/api-keys",
    revoke="APIs and Services > Credentials: regenerate or delete it, restrict the new one to its APIs and callers; read the audit logs.",
)
DETECTORS = (
    _provider.token(
        "google-api-key", "an API key of Google", lit("AIza"), run(URL_SAFE, 35), wide="-"
    ),
    _provider.token(
        "google-oauth-client-secret",
        "an OAuth client secret of Google",
        lit("GOCSPX-"),
        run(URL_SAFE, 28),
        confidence=0.97,
        wide="-",
    ),
    _provider.token(
        "google-oauth-access-token",
        "an OAuth access token of Google",
        lit("ya29."),
        run(URL_SAFE, 60, 400),
        confidence=0.95,
        wide="-",
    ),
    _provider.token(
        "google-refresh-token",
        "an OAuth refresh token of Google",
        lit("1//0"),
        run(URL_SAFE, 40, 400),
        wide="-",
    ),
    _provider.token(
        "google-hmac-key",
        "an HMAC access id of Google Cloud Storage",
        lit("GOOG1E"),
        run(UPPER_ALNUM, 55),
        confidence=0.85,
    ),
)
