"""Spotify: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "Spotify",
    docs="https://developer.spotify.com/documentation/web-api/concepts/apps",
    revoke="Dashboard > the app > Settings: rotate the client secret.",
)
DETECTORS = (
    _provider.near(
        "spotify-client-secret", "a client secret of Spotify", ("spotify",), run(HEX, 32)
    ),
)
