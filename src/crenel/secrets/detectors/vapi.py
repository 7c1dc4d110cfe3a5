"""Vapi: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import UUID

_provider = Provider(
    "Vapi",
    docs="https://docs.vapi.ai/",
    revoke="Dashboard > API keys: delete it.",
)
DETECTORS = (_provider.near("vapi-key", "a private key of Vapi", ("vapi",), *UUID),)
