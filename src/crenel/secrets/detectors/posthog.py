"""PostHog: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run

_provider = Provider(
    "PostHog",
    docs="https://posthog.com/docs/api",
    revoke="Settings > Personal API keys: delete it.",
)
DETECTORS = (
    _provider.token(
        "posthog-personal-key",
        "a personal API key of PostHog",
        lit("phx_"),
        run(ALNUM, 43, 52),
        confidence=0.95,
    ),
)
