"""PayPal: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, LOWER_ALNUM, URL_SAFE, lit, run

_provider = Provider(
    "PayPal",
    docs="https://developer.paypal.com/api/rest/authentication/",
    revoke="Apps and Credentials: generate a second secret and disable this one; look at the transactions.",
)
DETECTORS = (
    _provider.token(
        "paypal-braintree-token",
        "an access token of PayPal Braintree",
        lit("access_token$production$", "access_token$sandbox$"),
        run(LOWER_ALNUM, 16),
        lit("$"),
        run(HEX, 32),
        confidence=0.98,
    ),
    _provider.near(
        "paypal-secret", "a client secret of PayPal", ("paypal",), lit("E"), run(URL_SAFE, 79)
    ),
)
