"""CircleCI: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, HEX, lit, run
from crenel.secrets.verification.endpoint import header

_provider = Provider(
    "CircleCI",
    docs="https://circleci.com/docs/managing-api-tokens/",
    revoke="User settings > Personal API tokens: delete it; rotate every secret that its pipelines hold.",
)
DETECTORS = (
    _provider.token(
        "circleci-token",
        "an API token of CircleCI",
        lit("CCIPAT_", "CCIPRJ_"),
        run(ALNUM, 22),
        lit("_"),
        run(HEX, 40),
        confidence=0.98,
        verify=header("https://circleci.com/api/v2/me", "Circle-Token", only=("CCIPAT_",)),
    ),
    _provider.near(
        "circleci-token-old",
        "an API token of CircleCI",
        ("circleci", "circle_ci", "circle_token", "circle-token"),
        run(HEX, 40),
    ),
)
