"""Notion: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run
from crenel.secrets.verification.endpoint import bearer

_provider = Provider(
    "Notion",
    docs="https://developers.notion.com/docs/authorization",
    revoke="Settings > Integrations: refresh the secret.",
)
DETECTORS = (
    _provider.token(
        "notion-token",
        "an integration token of Notion",
        lit("ntn_"),
        run(ALNUM, 43, 46),
        confidence=0.95,
        verify=bearer("https://api.notion.com/v1/users/me", more={"Notion-Version": "2022-06-28"}),
    ),
    _provider.token(
        "notion-secret",
        "an integration secret of Notion",
        lit("secret_"),
        run(ALNUM, 43),
        confidence=0.85,
        keywords=("notion",),
        verify=bearer("https://api.notion.com/v1/users/me", more={"Notion-Version": "2022-06-28"}),
    ),
)
