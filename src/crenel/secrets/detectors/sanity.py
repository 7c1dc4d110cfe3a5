"""Sanity: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run

_provider = Provider(
    "Sanity",
    docs="https://www.sanity.io/docs/http-auth",
    revoke="sanity.io/manage > API > Tokens: delete it.",
)
DETECTORS = (
    _provider.near(
        "sanity-token",
        "an API token of Sanity",
        ("sanity",),
        lit("sk"),
        run(ALNUM, 80, 180),
        confidence=0.95,
    ),
)
