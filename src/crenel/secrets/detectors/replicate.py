"""Replicate: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run

_provider = Provider(
    "Replicate",
    docs="https://replicate.com/docs/topics/security/api-tokens",
    revoke="Account > API tokens: disable it; look at the predictions that ran.",
)
DETECTORS = (
    _provider.token(
        "replicate-api-token",
        "an API token of Replicate",
        lit("r8_"),
        run(ALNUM, 37),
        confidence=0.95,
    ),
)
