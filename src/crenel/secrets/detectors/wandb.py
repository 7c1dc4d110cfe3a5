"""Weights & Biases: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "Weights & Biases",
    docs="https://docs.wandb.ai/guides/track/public-api-guide",
    revoke="User settings > API keys: revoke it.",
)
DETECTORS = (
    _provider.near("wandb-api-key", "an API key of Weights & Biases", ("wandb",), run(HEX, 40)),
)
