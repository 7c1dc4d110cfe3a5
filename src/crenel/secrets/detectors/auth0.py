"""Auth0: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, run

_provider = Provider(
    "Auth0",
    docs="https://auth0.com/docs/get-started/applications/rotate-client-secret",
    revoke="Applications > the application > Settings: rotate the secret; read the logs.",
)
DETECTORS = (
    _provider.near(
        "auth0-client-secret", "a client secret of Auth0", ("auth0",), run(URL_SAFE, 64)
    ),
)
