"""Zoom: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run

_provider = Provider(
    "Zoom",
    docs="https://developers.zoom.us/docs/internal-apps/s2s-oauth/",
    revoke="App marketplace > the app > App credentials: regenerate it.",
)
DETECTORS = (_provider.near("zoom-secret", "a client secret of Zoom", ("zoom",), run(ALNUM, 32)),)
