"""Plivo: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run

_provider = Provider(
    "Plivo",
    docs="https://www.plivo.com/docs/account/api/",
    revoke="Console > Account: reset the auth token.",
)
DETECTORS = (
    _provider.near("plivo-auth-token", "an auth token of Plivo", ("plivo",), run(ALNUM, 40)),
)
