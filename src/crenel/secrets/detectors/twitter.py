"""X (Twitter): credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run

_provider = Provider(
    "X (Twitter)",
    docs="https://docs.x.com/resources/fundamentals/authentication/overview",
    revoke="Developer portal > Keys and tokens: revoke or regenerate it; look at the account's sessions.",
)
DETECTORS = (
    _provider.token(
        "twitter-bearer-token",
        "an app-only bearer token of X",
        lit("AAAAAAAAAAAAAAAAAAAAA"),
        run(ALNUM + "%", 60, 110),
        confidence=0.95,
    ),
    _provider.near(
        "twitter-access-token-secret", "an access token secret of X", ("twitter",), run(ALNUM, 45)
    ),
    _provider.near(
        "twitter-consumer-secret", "a consumer secret of X", ("twitter",), run(ALNUM, 50)
    ),
    _provider.near("twitter-consumer-key", "a consumer key of X", ("twitter",), run(ALNUM, 25)),
)
