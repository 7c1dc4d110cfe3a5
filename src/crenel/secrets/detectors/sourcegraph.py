"""Sourcegraph: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, lit, run

_provider = Provider(
    "Sourcegraph",
    docs="https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token",
    revoke="User settings > Access tokens: delete it.",
)
DETECTORS = (
    _provider.token(
        "sourcegraph-token",
        "an access token of Sourcegraph",
        lit("sgp_"),
        run(HEX, 16),
        lit("_"),
        run(HEX, 40),
        confidence=0.97,
    ),
)
