"""Cohere: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run

_provider = Provider(
    "Cohere",
    docs="https://docs.cohere.com/docs/rate-limits",
    revoke="Dashboard > API keys: delete it; look at the usage.",
)
DETECTORS = (
    _provider.near("cohere-api-key", "an API key of Cohere", ("cohere", "co_api"), run(ALNUM, 40)),
)
