"""Gitter: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "Gitter",
    docs="https://developer.gitter.im/docs/authentication",
    revoke="Developer page: reset the token.",
)
DETECTORS = (
    _provider.near("gitter-token", "an access token of Gitter", ("gitter",), run(HEX, 40)),
)
