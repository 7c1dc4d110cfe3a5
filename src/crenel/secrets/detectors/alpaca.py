"""Alpaca: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run

_provider = Provider(
    "Alpaca",
    docs="https://docs.alpaca.markets/docs/authentication-1",
    revoke="Dashboard > API keys: regenerate it; look at the orders.",
)
DETECTORS = (
    _provider.near("alpaca-secret", "a secret key of Alpaca", ("alpaca",), run(ALNUM, 40)),
)
