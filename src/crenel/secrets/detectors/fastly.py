"""Fastly: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, run

_provider = Provider(
    "Fastly",
    docs="https://www.fastly.com/documentation/reference/api/auth-tokens/",
    revoke="Account > API tokens: delete it; read the event log.",
)
DETECTORS = (
    _provider.near("fastly-token", "an API token of Fastly", ("fastly",), run(URL_SAFE, 32)),
)
