"""Databricks: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, lit, run

_provider = Provider(
    "Databricks",
    docs="https://docs.databricks.com/aws/en/dev-tools/auth/pat",
    revoke="Settings > Developer > Access tokens: revoke it; read the audit log.",
)
DETECTORS = (
    _provider.token(
        "databricks-token",
        "a personal access token of Databricks",
        lit("dapi"),
        run(HEX, 32),
        confidence=0.95,
    ),
)
