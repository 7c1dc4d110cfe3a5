"""Scalr: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, run

_provider = Provider(
    "Scalr",
    docs="https://docs.scalr.io/docs/api-tokens",
    revoke="Account > Tokens: delete it.",
)
DETECTORS = (_provider.near("scalr-token", "a token of Scalr", ("scalr",), run(URL_SAFE, 40, 200)),)
