"""Travis CI: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, run

_provider = Provider(
    "Travis CI",
    docs="https://docs.travis-ci.com/user/triggering-builds/",
    revoke="Settings > API authentication: regenerate it.",
)
DETECTORS = (
    _provider.near("travis-token", "an API token of Travis CI", ("travis",), run(URL_SAFE, 22)),
)
