"""Strava: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "Strava",
    docs="https://developers.strava.com/docs/authentication/",
    revoke="Settings > My API application: refresh the secret.",
)
DETECTORS = (
    _provider.near("strava-secret", "a client secret of Strava", ("strava",), run(HEX, 40)),
)
