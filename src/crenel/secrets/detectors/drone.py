"""Drone: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run

_provider = Provider(
    "Drone",
    docs="https://docs.drone.io/api/overview/",
    revoke="User settings: reset the token.",
)
DETECTORS = (
    _provider.near(
        "drone-token",
        "a token of Drone",
        ("drone_token", "drone_server", "droneci"),
        run(ALNUM, 32),
    ),
)
