"""Fitbit: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "Fitbit",
    docs="https://dev.fitbit.com/build/reference/web-api/developer-guide/authorization/",
    revoke="Manage my apps: reset the client secret.",
)
DETECTORS = (
    _provider.near("fitbit-secret", "a client secret of Fitbit", ("fitbit",), run(HEX, 32)),
)
