"""Stripe: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run
from crenel.secrets.verification.endpoint import basic

_provider = Provider(
    "Stripe",
    docs="https://docs.stripe.com/keys",
    revoke="Dashboard > Developers > API keys: roll the key now (or on a schedule); read the request log for what it did.",
)
DETECTORS = (
    _provider.token(
        "stripe-secret-key",
        "a secret or restricted key of Stripe",
        lit("sk_live_", "rk_live_", "sk_test_", "rk_test_"),
        run(ALNUM, 20, 120),
        confidence=0.95,
        verify=basic("https://api.stripe.com/v1/balance", accepted=frozenset({200, 403})),
    ),
    _provider.token(
        "stripe-webhook-secret",
        "a signing secret of Stripe webhooks",
        lit("whsec_"),
        run(ALNUM + "+/=", 32, 64),
    ),
)
