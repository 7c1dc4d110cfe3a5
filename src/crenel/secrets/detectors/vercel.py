"""Vercel: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run

_provider = Provider(
    "Vercel",
    docs="https://vercel.com/docs/rest-api",
    revoke="Account settings > Tokens: delete it; look at the activity of the team.",
)
DETECTORS = (
    _provider.token(
        "vercel-token",
        "an access token of Vercel",
        lit("vcp_", "vci_", "vca_", "vcr_", "vck_"),
        run(ALNUM, 56),
        confidence=0.95,
    ),
    _provider.near(
        "vercel-token-old", "an access token of Vercel", ("vercel", "zeit_token"), run(ALNUM, 24)
    ),
)
