"""Unsplash: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, run

_provider = Provider(
    "Unsplash",
    docs="https://unsplash.com/documentation",
    revoke="Applications > the app: regenerate the keys.",
)
DETECTORS = (
    _provider.near("unsplash-key", "an access key of Unsplash", ("unsplash",), run(URL_SAFE, 43)),
)
