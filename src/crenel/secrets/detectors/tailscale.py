"""Tailscale: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run

_provider = Provider(
    "Tailscale",
    docs="https://tailscale.com/kb/1085/auth-keys",
    revoke="Settings > Keys: revoke it; look at the machines that joined.",
)
DETECTORS = (
    _provider.token(
        "tailscale-key",
        "a key of Tailscale",
        lit("tskey-auth-", "tskey-api-", "tskey-client-", "tskey-scim-", "tskey-webhook-"),
        run(ALNUM, 9, 20),
        lit("-"),
        run(ALNUM, 20, 40),
        confidence=0.98,
    ),
)
