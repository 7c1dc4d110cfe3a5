"""Cloudinary: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import DIGITS, URL_SAFE, lit, run

_provider = Provider(
    "Cloudinary",
    docs="https://cloudinary.com/documentation/solution_overview",
    revoke="Settings > API keys: delete it.",
)
DETECTORS = (
    _provider.token(
        "cloudinary-url",
        "a URL with the API secret of Cloudinary",
        lit("cloudinary://"),
        run(DIGITS, 12, 18),
        lit(":"),
        run(URL_SAFE, 27),
        lit("@"),
        confidence=0.98,
    ),
)
