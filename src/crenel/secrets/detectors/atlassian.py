"""Atlassian: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, URL_SAFE, lit, run

_provider = Provider(
    "Atlassian",
    docs="https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/",
    revoke="id.atlassian.com > Security > API tokens: revoke it; look at the audit log of the organisation.",
)
DETECTORS = (
    _provider.token(
        "atlassian-api-token",
        "an API token of Atlassian",
        lit("ATATT3"),
        run(URL_SAFE + "=", 180, 220),
        confidence=0.97,
    ),
    _provider.near(
        "jira-token",
        "an API token of Jira or Confluence",
        ("jira", "confluence", "atlassian"),
        run(ALNUM, 24),
    ),
)
