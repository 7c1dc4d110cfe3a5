"""Coinbase: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run

_provider = Provider(
    "Coinbase",
    docs="https://docs.cdp.coinbase.com/",
    revoke="Settings > API: delete the key; look at the transactions.",
)
DETECTORS = (
    _provider.near("coinbase-key", "an API secret of Coinbase", ("coinbase",), run(ALNUM, 32, 64)),
)
