"""Perplexity: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run

_provider = Provider(
    "Perplexity",
    docs="https://docs.perplexity.ai/getting-started/quickstart",
    revoke="Settings > API: delete the key; look at the usage.",
)
DETECTORS = (
    _provider.token(
        "perplexity-api-key",
        "an API key of Perplexity",
        lit("pplx-"),
        run(ALNUM, 48),
        confidence=0.95,
    ),
)
