"""Meta: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, HEX, lit, run

_provider = Provider(
    "Meta",
    docs="https://developers.facebook.com/docs/facebook-login/guides/access-tokens/",
    revoke="App dashboard > Settings > Basic: reset the app secret; invalidate the tokens.",
)
DETECTORS = (
    _provider.token(
        "meta-access-token",
        "an access token of Meta",
        lit("EAACEdEose0cBA", "EAAG", "EAAB", "EAAC"),
        run(ALNUM, 80, 250),
        confidence=0.9,
    ),
    _provider.near(
        "meta-app-secret",
        "an app secret of Meta",
        ("facebook", "fb_app", "fb_secret", "instagram"),
        run(HEX, 32),
    ),
)
