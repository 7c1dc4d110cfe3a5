"""Anthropic: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run
from crenel.secrets.verification.endpoint import header

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
        verify=header(
            "https://api.anthropic.com/v1/models",
            "x-api-key",
            more={"anthropic-version": "2023-06-01"},
            only=("sk-ant-api",),
        ),
    ),
)
