"""Heroku: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, UUID, lit, run
from crenel.secrets.verification.endpoint import bearer

_provider = Provider(
    "Heroku",
    docs="https://devcenter.heroku.com/articles/authentication",
    revoke="Account > API key: regenerate it; look at the activity of your apps.",
)
DETECTORS = (
    _provider.token(
        "heroku-token",
        "an API key of Heroku",
        lit("HRKU-AA"),
        run(URL_SAFE, 58),
        confidence=0.97,
        wide="-",
        verify=bearer(
            "https://api.heroku.com/account",
            more={"Accept": "application/vnd.heroku+json; version=3"},
        ),
    ),
    _provider.near("heroku-api-key", "an API key of Heroku", ("heroku",), *UUID),
)
