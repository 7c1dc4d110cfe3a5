"""Resend: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run

_provider = Provider(
    "Resend",
    docs="https://resend.com/docs/dashboard/api-keys/introduction",
    revoke="Dashboard > API keys: revoke it; look at the sent mail.",
)
DETECTORS = (
    _provider.token(
        "resend-api-key",
        "an API key of Resend",
        lit("re_"),
        run(ALNUM, 8),
        lit("_"),
        run(ALNUM, 24),
        keywords=("resend",),
    ),
)
