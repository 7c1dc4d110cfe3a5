"""Plaid: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, UUID, lit, run

_provider = Provider(
    "Plaid",
    docs="https://plaid.com/docs/account/security/",
    revoke="Developers > Keys: rotate the secret; look at the activity.",
)
DETECTORS = (
    _provider.token(
        "plaid-access-token",
        "an access token of Plaid",
        lit("access-sandbox-", "access-development-", "access-production-"),
        *UUID,
        confidence=0.97,
    ),
    _provider.near("plaid-secret", "a secret of Plaid", ("plaid",), run(HEX, 30)),
)
