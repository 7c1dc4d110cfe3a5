"""Rapid7: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import UUID

_provider = Provider(
    "Rapid7",
    docs="https://docs.rapid7.com/insight/managing-platform-api-keys/",
    revoke="Insight platform > API keys: delete it.",
)
DETECTORS = (
    _provider.near("rapid7-api-key", "an API key of Rapid7", ("rapid7", "insight_api"), *UUID),
)
