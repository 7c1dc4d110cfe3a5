"""ClickUp: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import DIGITS, UPPER_ALNUM, lit, run

_provider = Provider(
    "ClickUp",
    docs="https://developer.clickup.com/docs/authentication",
    revoke="Settings > Apps: regenerate the token.",
)
DETECTORS = (
    _provider.token(
        "clickup-token",
        "a personal token of ClickUp",
        lit("pk_"),
        run(DIGITS, 5, 9),
        lit("_"),
        run(UPPER_ALNUM, 32),
        confidence=0.97,
        keywords=("clickup",),
    ),
)
