"""Linear: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run

_provider = Provider(
    "Linear",
    docs="https://linear.app/developers/graphql",
    revoke="Settings > API: revoke it.",
)
DETECTORS = (
    _provider.token(
        "linear-api-key",
        "an API key of Linear",
        lit("lin_api_", "lin_oauth_"),
        run(ALNUM, 40, 64),
        confidence=0.97,
    ),
)
