"""Razorpay: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run

_provider = Provider(
    "Razorpay",
    docs="https://razorpay.com/docs/api/authentication/",
    revoke="Account and Settings > API keys: regenerate it.",
)
DETECTORS = (
    _provider.token(
        "razorpay-key",
        "a key id of Razorpay",
        lit("rzp_live_", "rzp_test_"),
        run(ALNUM, 14),
        confidence=0.85,
    ),
)
