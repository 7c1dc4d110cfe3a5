"""Clerk: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run

_provider = Provider(
    "Clerk",
    docs="https://clerk.com/docs/deployments/clerk-environment-variables",
    revoke="Dashboard > API keys: roll the secret key.",
)
DETECTORS = (
    _provider.near(
        "clerk-secret-key",
        "a secret key of Clerk",
        ("clerk",),
        lit("sk_live_", "sk_test_"),
        run(ALNUM, 40, 50),
        confidence=0.95,
    ),
)
