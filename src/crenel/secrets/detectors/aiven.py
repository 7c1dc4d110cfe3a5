"""Aiven: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import BASE64, URL_SAFE, lit, run

_provider = Provider(
    "Aiven",
    docs="https://aiven.io/docs/platform/howto/create_authentication_token",
    revoke="User information > Tokens: revoke it.",
)
DETECTORS = (
    _provider.near("aiven-token", "a token of Aiven", ("aiven",), run(BASE64, 372)),
    _provider.token(
        "aiven-service-password",
        "a service password of Aiven",
        lit("AVNS_"),
        run(URL_SAFE, 19),
        confidence=0.97,
        wide="-",
    ),
)
