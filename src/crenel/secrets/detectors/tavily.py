"""Tavily: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "Tavily",
    docs="https://docs.tavily.com/documentation/quickstart",
    revoke="Dashboard > API keys: delete it; look at the usage.",
)
DETECTORS = (
    _provider.token(
        "tavily-api-key", "an API key of Tavily", lit("tvly-"), run(URL_SAFE, 20, 60), wide="-"
    ),
)
