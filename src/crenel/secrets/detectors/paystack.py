"""Paystack: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, lit, run

_provider = Provider(
    "Paystack",
    docs="https://paystack.com/docs/api/authentication/",
    revoke="Settings > API keys and webhooks: generate a new secret key.",
)
DETECTORS = (
    _provider.near(
        "paystack-secret-key",
        "a secret key of Paystack",
        ("paystack",),
        lit("sk_live_", "sk_test_"),
        run(HEX, 40),
        confidence=0.95,
    ),
)
