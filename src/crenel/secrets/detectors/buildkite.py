"""Buildkite: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run
from crenel.secrets.verification.endpoint import bearer

_provider = Provider(
    "Buildkite",
    docs="https://buildkite.com/docs/apis/managing-api-tokens",
    revoke="Personal settings > API access tokens: revoke it; look at the audit log.",
)
DETECTORS = (
    _provider.token(
        "buildkite-token",
        "an API token of Buildkite",
        lit("bkua_", "bkaj_", "bkct_"),
        run(ALNUM, 40, 64),
        confidence=0.95,
        verify=bearer("https://api.buildkite.com/v2/access-token", only=("bkua_",)),
    ),
)
