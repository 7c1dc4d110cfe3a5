"""Dropbox: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import LOWER_ALNUM, URL_SAFE, lit, run

_provider = Provider(
    "Dropbox",
    docs="https://developers.dropbox.com/oauth-guide",
    revoke="App console > the app: revoke the tokens and reset the secret.",
)
DETECTORS = (
    _provider.token(
        "dropbox-access-token",
        "an access token of Dropbox",
        lit("sl."),
        run(URL_SAFE, 130, 1000),
        confidence=0.95,
        wide="-",
        keywords=("dropbox",),
    ),
    _provider.near(
        "dropbox-app-secret", "an app key or secret of Dropbox", ("dropbox",), run(LOWER_ALNUM, 15)
    ),
)
