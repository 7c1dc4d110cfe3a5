"""Zapier: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import DIGITS, LOWER_ALNUM, lit, run

_provider = Provider(
    "Zapier",
    docs="https://help.zapier.com/hc/en-us/articles/8496288690317",
    revoke="Zap > Webhooks: make a new hook and turn this one off.",
)
DETECTORS = (
    _provider.token(
        "zapier-webhook",
        "a webhook of Zapier",
        lit("hooks.zapier.com/hooks/catch/"),
        run(DIGITS, 5, 9),
        lit("/"),
        run(LOWER_ALNUM, 6, 10),
        confidence=0.85,
    ),
)
