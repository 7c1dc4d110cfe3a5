"""Figma: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "Figma",
    docs="https://developers.figma.com/docs/rest-api/authentication/",
    revoke="Settings > Security > Personal access tokens: revoke it.",
)
DETECTORS = (
    _provider.token(
        "figma-token",
        "a personal access token of Figma",
        lit("figd_", "figu_", "figo_"),
        run(URL_SAFE, 40, 60),
        confidence=0.95,
        wide="-",
    ),
)
