"""WakaTime: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import UUID, lit

_provider = Provider(
    "WakaTime",
    docs="https://wakatime.com/developers",
    revoke="Settings > API key: refresh it.",
)
DETECTORS = (
    _provider.token(
        "wakatime-api-key", "an API key of WakaTime", lit("waka_"), *UUID, confidence=0.97
    ),
)
