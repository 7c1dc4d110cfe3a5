"""RubyGems: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, lit, run

_provider = Provider(
    "RubyGems",
    docs="https://guides.rubygems.org/api-key-scopes/",
    revoke="rubygems.org > Settings > API keys: delete it; look for versions that you did not push.",
)
DETECTORS = (
    _provider.token(
        "rubygems-api-key",
        "an API key of RubyGems",
        lit("rubygems_"),
        run(HEX, 48),
        confidence=0.98,
    ),
)
