"""Snyk: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import UUID

_provider = Provider(
    "Snyk",
    docs="https://docs.snyk.io/snyk-api/authentication-for-api",
    revoke="Account settings > API token: revoke and regenerate it.",
)
DETECTORS = (_provider.near("snyk-token", "an API token of Snyk", ("snyk",), *UUID),)
