"""ReadMe: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import LOWER_ALNUM, lit, run

_provider = Provider(
    "ReadMe",
    docs="https://docs.readme.com/main/reference/intro/authentication",
    revoke="Configuration > API key: delete it.",
)
DETECTORS = (
    _provider.token(
        "readme-api-key",
        "an API key of ReadMe",
        lit("rdme_"),
        run(LOWER_ALNUM, 70),
        confidence=0.97,
    ),
)
