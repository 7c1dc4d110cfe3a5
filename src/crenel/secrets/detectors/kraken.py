"""Kraken: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import BASE64, lit, run

_provider = Provider(
    "Kraken",
    docs="https://docs.kraken.com/api/",
    revoke="Settings > API: delete the key; look at the ledger.",
)
DETECTORS = (
    _provider.near(
        "kraken-secret", "an API secret of Kraken", ("kraken",), run(BASE64, 86), lit("==")
    ),
)
