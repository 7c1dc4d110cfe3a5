"""Asana: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import DIGITS, HEX, lit, run

_provider = Provider(
    "Asana",
    docs="https://developers.asana.com/docs/personal-access-token",
    revoke="My settings > Apps > Developer console: revoke it.",
)
DETECTORS = (
    _provider.near(
        "asana-token",
        "an access token of Asana",
        ("asana",),
        run(DIGITS, 1, 2),
        lit("/"),
        run(DIGITS, 15, 17),
        lit("/"),
        run(DIGITS, 15, 17),
        lit(":"),
        run(HEX, 32),
        confidence=0.95,
    ),
    _provider.near("asana-client-secret", "a client secret of Asana", ("asana",), run(HEX, 32)),
)
