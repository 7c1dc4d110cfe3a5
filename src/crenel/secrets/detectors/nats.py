"""NATS: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import BASE32, lit, run

_provider = Provider(
    "NATS",
    docs="https://docs.nats.io/using-nats/nats-tools/nk",
    revoke="Make new keys with nk or nsc, push the account again, and revoke the old user.",
)
DETECTORS = (
    _provider.token(
        "nats-nkey-seed",
        "a seed of a NATS key",
        lit("SO", "SA", "SU", "SN", "SC", "SX"),
        run(BASE32, 56),
        confidence=0.9,
        keywords=("nats", "nkey", "nk_"),
    ),
)
