"""PubNub: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import BASE64, lit, run

_provider = Provider(
    "PubNub",
    docs="https://www.pubnub.com/docs/general/setup/account-setup",
    revoke="Admin portal > Keyset: reset the secret key.",
)
DETECTORS = (
    _provider.token(
        "pubnub-secret-key",
        "a secret key of PubNub",
        lit("sec-c-"),
        run(BASE64 + "=", 48),
        confidence=0.95,
    ),
)
