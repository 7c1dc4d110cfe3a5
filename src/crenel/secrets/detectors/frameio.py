"""Frame.io: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "Frame.io",
    docs="https://developer.frame.io/docs/getting-started/authentication",
    revoke="Developer site > Tokens: delete it.",
)
DETECTORS = (
    _provider.token(
        "frameio-token",
        "a token of Frame.io",
        lit("fio-u-"),
        run(URL_SAFE, 64),
        confidence=0.97,
        wide="-",
    ),
)
