"""Infisical: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, lit, run

_provider = Provider(
    "Infisical",
    docs="https://infisical.com/docs/documentation/platform/token",
    revoke="Project > Access control: delete it; rotate what it could read.",
)
DETECTORS = (
    _provider.token(
        "infisical-service-token",
        "a service token of Infisical",
        lit("st."),
        run(HEX, 24),
        lit("."),
        run(HEX, 32),
        lit("."),
        run(HEX, 32),
        confidence=0.95,
        keywords=("infisical",),
    ),
)
