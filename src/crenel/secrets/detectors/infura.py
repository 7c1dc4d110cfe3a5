"""Infura: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "Infura",
    docs="https://docs.metamask.io/services/",
    revoke="Dashboard > API keys: rotate the secret.",
)
DETECTORS = (_provider.near("infura-key", "an API key of Infura", ("infura",), run(HEX, 32)),)
