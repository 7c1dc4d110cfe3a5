"""Docker Hub: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "Docker Hub",
    docs="https://docs.docker.com/security/for-developers/access-tokens/",
    revoke="Account settings > Personal access tokens: deactivate and delete it; look for images that you did not push.",
)
DETECTORS = (
    _provider.token(
        "docker-hub-token",
        "an access token of Docker Hub",
        lit("dckr_pat_", "dckr_oat_"),
        run(URL_SAFE, 27, 32),
        confidence=0.97,
        wide="-",
    ),
)
