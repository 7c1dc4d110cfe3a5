"""Cloudflare: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, URL_SAFE, lit, run
from crenel.secrets.verification.endpoint import bearer

_provider = Provider(
    "Cloudflare",
    docs="https://developers.cloudflare.com/fundamentals/api/get-started/create-token/",
    revoke="My profile > API tokens: roll or delete it; read the audit log.",
)
DETECTORS = (
    _provider.near(
        "cloudflare-api-token",
        "an API token of Cloudflare",
        ("cloudflare", "cf_api", "cf_token"),
        run(URL_SAFE, 40),
        verify=bearer("https://api.cloudflare.com/client/v4/user/tokens/verify"),
    ),
    _provider.near(
        "cloudflare-global-key",
        "a global API key of Cloudflare",
        ("cloudflare", "cf_api", "x-auth-key"),
        run(HEX, 37),
    ),
    _provider.token(
        "cloudflare-origin-ca-key",
        "an origin CA key of Cloudflare",
        lit("v1.0-"),
        run(HEX, 24),
        lit("-"),
        run(HEX, 146),
        confidence=0.98,
    ),
)
