"""Opsgenie: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import UUID

_provider = Provider(
    "Opsgenie",
    docs="https://support.atlassian.com/opsgenie/docs/api-key-management/",
    revoke="Settings > API key management: delete it.",
)
DETECTORS = (
    _provider.near("opsgenie-api-key", "an API key of Opsgenie", ("opsgenie", "genie_key"), *UUID),
)
