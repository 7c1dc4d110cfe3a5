"""Algolia: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "Algolia",
    docs="https://www.algolia.com/doc/guides/security/api-keys/",
    revoke="API keys > All API keys: delete or rotate it.",
)
DETECTORS = (_provider.near("algolia-key", "an API key of Algolia", ("algolia",), run(HEX, 32)),)
