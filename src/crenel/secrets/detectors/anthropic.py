"""Anthropic: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "Anthropic",
    docs="https://docs.anthropic.com/en/api/overview",
    revoke="console.anthropic.com > API keys: disable it; look at the usage and its bill.",
)
DETECTORS = (
    _provider.token(
        "anthropic-api-key",
        "an API key of Anthropic",
        lit("sk-ant-api03-", "sk-ant-admin01-"),
        run(URL_SAFE, 93),
        lit("AA"),
        confidence=0.98,
        wide="-",
    ),
)
