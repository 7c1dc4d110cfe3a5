"""Coveralls: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run

_provider = Provider(
    "Coveralls",
    docs="https://docs.coveralls.io/",
    revoke="Repository settings: regenerate the token.",
)
DETECTORS = (
    _provider.near(
        "coveralls-token", "a repository token of Coveralls", ("coveralls",), run(ALNUM, 32, 37)
    ),
)
