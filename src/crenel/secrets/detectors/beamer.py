"""Beamer: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "Beamer",
    docs="https://www.getbeamer.com/api",
    revoke="Settings > API: delete the key.",
)
DETECTORS = (
    _provider.token(
        "beamer-api-token",
        "an API token of Beamer",
        lit("b_"),
        run(URL_SAFE + "=", 44),
        confidence=0.7,
        keywords=("beamer",),
    ),
)
