"""Logz.io: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run

_provider = Provider(
    "Logz.io",
    docs="https://docs.logz.io/",
    revoke="Settings > Manage tokens: delete it.",
)
DETECTORS = (
    _provider.near(
        "logzio-token", "a token of Logz.io", ("logzio", "logz_io", "logz.io"), run(ALNUM, 32)
    ),
)
