"""Binance: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run

_provider = Provider(
    "Binance",
    docs="https://developers.binance.com/docs/binance-spot-api-docs/rest-api",
    revoke="API management: delete the key; look at the orders.",
)
DETECTORS = (
    _provider.near("binance-key", "an API key or secret of Binance", ("binance",), run(ALNUM, 64)),
)
