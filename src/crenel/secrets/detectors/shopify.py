"""Shopify: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ANY_HEX, lit, run

_provider = Provider(
    "Shopify",
    docs="https://shopify.dev/docs/apps/build/authentication-authorization",
    revoke="Partners > the app > Client credentials: rotate it; uninstall the private app; look at the activity.",
)
DETECTORS = (
    _provider.token(
        "shopify-token",
        "an access token or shared secret of Shopify",
        lit("shpat_", "shpca_", "shppa_", "shpss_"),
        run(ANY_HEX, 32),
        confidence=0.97,
    ),
)
