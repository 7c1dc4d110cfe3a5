"""Doppler: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, LOWER_ALNUM, lit, run
from crenel.secrets.verification.endpoint import bearer

_provider = Provider(
    "Doppler",
    docs="https://docs.doppler.com/reference/auth-token-formats",
    revoke="Dashboard > Tokens: revoke it; rotate what it could read.",
)
DETECTORS = (
    _provider.token(
        "doppler-token",
        "a token of Doppler",
        lit("dp.pt.", "dp.ct.", "dp.sa.", "dp.scim.", "dp.audit."),
        run(ALNUM, 40, 44),
        confidence=0.98,
        verify=bearer("https://api.doppler.com/v3/me", only=("dp.pt.", "dp.ct.", "dp.sa.")),
    ),
    _provider.token(
        "doppler-service-token",
        "a service token of Doppler",
        lit("dp.st."),
        run(LOWER_ALNUM + "_-", 2, 35),
        lit("."),
        run(ALNUM, 40, 44),
        confidence=0.98,
        verify=bearer("https://api.doppler.com/v3/me"),
    ),
)
