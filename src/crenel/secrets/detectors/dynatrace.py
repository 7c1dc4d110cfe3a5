"""Dynatrace: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import UPPER_ALNUM, lit, run

_provider = Provider(
    "Dynatrace",
    docs="https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients",
    revoke="Access tokens: delete it.",
)
DETECTORS = (
    _provider.token(
        "dynatrace-token",
        "an API token of Dynatrace",
        lit("dt0c01.", "dt0s01.", "dt0s16."),
        run(UPPER_ALNUM, 24),
        lit("."),
        run(UPPER_ALNUM, 64),
        confidence=0.98,
    ),
)
