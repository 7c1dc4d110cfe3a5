"""DeepSeek: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, lit, run

_provider = Provider(
    "DeepSeek",
    docs="https://api-docs.deepseek.com/",
    revoke="Platform > API keys: delete it; look at the usage.",
)
DETECTORS = (
    _provider.near(
        "deepseek-api-key",
        "an API key of DeepSeek",
        ("deepseek",),
        lit("sk-"),
        run(HEX, 32),
        confidence=0.9,
    ),
)
