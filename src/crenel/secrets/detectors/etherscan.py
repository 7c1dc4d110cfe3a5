"""Etherscan: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import UPPER_ALNUM, run

_provider = Provider(
    "Etherscan",
    docs="https://docs.etherscan.io/getting-started/viewing-api-usage-statistics",
    revoke="API dashboard: delete the key.",
)
DETECTORS = (
    _provider.near(
        "etherscan-api-key",
        "an API key of Etherscan",
        ("etherscan", "bscscan", "polygonscan"),
        run(UPPER_ALNUM, 34),
    ),
)
