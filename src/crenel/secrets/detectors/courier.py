"""Courier: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import UPPER_ALNUM, lit, run

_provider = Provider(
    "Courier",
    docs="https://www.courier.com/docs/",
    revoke="Settings > API keys: rotate it.",
)
DETECTORS = (
    _provider.token(
        "courier-auth-token",
        "an auth token of Courier",
        lit("pk_prod_", "pk_test_"),
        run(UPPER_ALNUM, 28),
        confidence=0.9,
    ),
)
