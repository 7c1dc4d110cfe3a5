"""Gitea: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, HEX, lit, run

_provider = Provider(
    "Gitea",
    docs="https://docs.gitea.com/development/oauth2-provider",
    revoke="Settings > Applications: delete the token.",
)
DETECTORS = (
    _provider.token(
        "gitea-access-token",
        "an OAuth token of Gitea",
        lit("gta_"),
        run(ALNUM, 40, 60),
        confidence=0.9,
    ),
    _provider.near("gitea-token", "an access token of Gitea", ("gitea",), run(HEX, 40)),
)
