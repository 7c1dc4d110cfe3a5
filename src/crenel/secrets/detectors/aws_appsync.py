"""AWS AppSync: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import LOWER_ALNUM, lit, run

_provider = Provider(
    "AWS AppSync",
    docs="https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html",
    revoke="AppSync > the API > Settings > API keys: delete it and make another; give clients an authorization that is not shared.",
)
DETECTORS = (
    _provider.token(
        "aws-appsync-api-key",
        "an API key of AWS AppSync",
        lit("da2-"),
        run(LOWER_ALNUM, 26),
        confidence=0.93,
    ),
)
