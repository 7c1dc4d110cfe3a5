"""Trello: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, lit, run

_provider = Provider(
    "Trello",
    docs="https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/",
    revoke="trello.com/power-ups/admin: revoke the token and regenerate the secret.",
)
DETECTORS = (
    _provider.token(
        "trello-token",
        "an access token of Trello",
        lit("ATTA"),
        run(HEX, 72),
        confidence=0.97,
        keywords=("trello",),
    ),
    _provider.near("trello-key", "an API key or secret of Trello", ("trello",), run(HEX, 32)),
)
