"""Deepgram: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "Deepgram",
    docs="https://developers.deepgram.com/docs/create-additional-api-keys",
    revoke="Console > API keys: delete it; look at the usage.",
)
DETECTORS = (
    _provider.near("deepgram-api-key", "an API key of Deepgram", ("deepgram",), run(HEX, 40)),
)
