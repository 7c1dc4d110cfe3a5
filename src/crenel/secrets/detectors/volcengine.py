"""Volcengine: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "Volcengine",
    docs="https://www.volcengine.com/docs/6291/65568",
    revoke="Access keys: disable and delete it.",
)
DETECTORS = (
    _provider.token(
        "volcengine-access-key",
        "an access key of Volcengine",
        lit("AKLT"),
        run(URL_SAFE, 43),
        confidence=0.85,
        wide="-",
    ),
)
