"""Airtable: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, HEX, lit, run
from crenel.secrets.verification.endpoint import bearer

_provider = Provider(
    "Airtable",
    docs="https://airtable.com/developers/web/guides/personal-access-tokens",
    revoke="Developer hub > Personal access tokens: delete it.",
)
DETECTORS = (
    _provider.token(
        "airtable-token",
        "a personal access token of Airtable",
        lit("pat"),
        run(ALNUM, 14),
        lit("."),
        run(HEX, 64),
        confidence=0.98,
        keywords=("airtable",),
        verify=bearer("https://api.airtable.com/v0/meta/whoami"),
    ),
    _provider.near(
        "airtable-api-key",
        "an API key of Airtable",
        ("airtable",),
        lit("key"),
        run(ALNUM, 14),
        confidence=0.9,
    ),
)
