"""Prefect: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run

_provider = Provider(
    "Prefect",
    docs="https://docs.prefect.io/v3/how-to-guides/cloud/manage-users/api-keys",
    revoke="Settings > API keys: delete it.",
)
DETECTORS = (
    _provider.token(
        "prefect-api-key",
        "an API key of Prefect",
        lit("pnu_", "pnb_"),
        run(ALNUM, 36),
        confidence=0.95,
    ),
)
