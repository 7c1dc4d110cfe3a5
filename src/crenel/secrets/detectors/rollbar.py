"""Rollbar: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "Rollbar",
    docs="https://docs.rollbar.com/docs/access-tokens",
    revoke="Project > Access tokens: disable it.",
)
DETECTORS = (
    _provider.near("rollbar-token", "an access token of Rollbar", ("rollbar",), run(HEX, 32)),
)
