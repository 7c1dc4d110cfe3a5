"""Render: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run

_provider = Provider(
    "Render",
    docs="https://render.com/docs/api",
    revoke="Account settings > API keys: revoke it.",
)
DETECTORS = (
    _provider.token("render-api-key", "an API key of Render", lit("rnd_"), run(ALNUM, 28, 40)),
)
