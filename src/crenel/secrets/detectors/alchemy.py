"""Alchemy: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, run

_provider = Provider(
    "Alchemy",
    docs="https://www.alchemy.com/docs/how-to-create-access-keys",
    revoke="Dashboard > Apps: rotate the key.",
)
DETECTORS = (
    _provider.near("alchemy-api-key", "an API key of Alchemy", ("alchemy",), run(URL_SAFE, 32)),
)
