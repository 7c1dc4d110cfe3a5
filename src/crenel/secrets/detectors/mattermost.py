"""Mattermost: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import LOWER_ALNUM, run

_provider = Provider(
    "Mattermost",
    docs="https://developers.mattermost.com/integrate/reference/personal-access-token/",
    revoke="Profile > Security > Personal access tokens: revoke it.",
)
DETECTORS = (
    _provider.near(
        "mattermost-token", "an access token of Mattermost", ("mattermost",), run(LOWER_ALNUM, 26)
    ),
)
