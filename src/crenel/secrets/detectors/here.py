"""HERE: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, run

_provider = Provider(
    "HERE",
    docs="https://www.here.com/docs/bundle/identity-and-access-management-developer-guide/",
    revoke="platform.here.com > Access manager: delete the key.",
)
DETECTORS = (
    _provider.near(
        "here-api-key", "an API key of HERE", ("here_api", "heremaps"), run(URL_SAFE, 43)
    ),
)
