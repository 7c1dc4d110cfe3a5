"""NVIDIA: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "NVIDIA",
    docs="https://docs.nvidia.com/ngc/latest/ngc-user-guide.html",
    revoke="NGC > Setup > API keys: revoke it; look at the organisation's activity.",
)
DETECTORS = (
    _provider.token(
        "nvidia-api-key",
        "an API key of NVIDIA",
        lit("nvapi-"),
        run(URL_SAFE, 64),
        confidence=0.95,
        wide="-",
    ),
)
