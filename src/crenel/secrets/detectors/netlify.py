"""Netlify: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, URL_SAFE, lit, run
from crenel.secrets.verification.endpoint import bearer

_provider = Provider(
    "Netlify",
    docs="https://docs.netlify.com/api/get-started/",
    revoke="User settings > Applications > Personal access tokens: revoke it; look at the deploys.",
)
DETECTORS = (
    _provider.token(
        "netlify-token",
        "an access token of Netlify",
        lit("nfp_"),
        run(ALNUM, 36),
        confidence=0.95,
        verify=bearer("https://api.netlify.com/api/v1/user"),
    ),
    _provider.near(
        "netlify-token-old", "an access token of Netlify", ("netlify",), run(URL_SAFE, 40, 46)
    ),
)
