"""Flutterwave: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, lit, run

_provider = Provider(
    "Flutterwave",
    docs="https://developer.flutterwave.com/docs/authentication",
    revoke="Settings > API keys: regenerate it.",
)
DETECTORS = (
    _provider.token(
        "flutterwave-secret-key",
        "a secret key of Flutterwave",
        lit("FLWSECK-", "FLWSECK_TEST-"),
        run(HEX, 32),
        lit("-X"),
        confidence=0.98,
    ),
)
