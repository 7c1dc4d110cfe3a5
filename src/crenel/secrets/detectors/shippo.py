"""Shippo: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, lit, run

_provider = Provider(
    "Shippo",
    docs="https://docs.goshippo.com/docs/guides_general/authentication/",
    revoke="Settings > API: regenerate the token.",
)
DETECTORS = (
    _provider.token(
        "shippo-token",
        "an API token of Shippo",
        lit("shippo_live_", "shippo_test_"),
        run(HEX, 40),
        confidence=0.98,
    ),
)
