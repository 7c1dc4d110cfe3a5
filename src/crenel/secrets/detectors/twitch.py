"""Twitch: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import LOWER_ALNUM, run

_provider = Provider(
    "Twitch",
    docs="https://dev.twitch.tv/docs/authentication/",
    revoke="Developer console > the app: new secret.",
)
DETECTORS = (
    _provider.near(
        "twitch-secret", "a client secret or token of Twitch", ("twitch",), run(LOWER_ALNUM, 30)
    ),
)
