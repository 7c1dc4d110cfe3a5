"""Mandrill: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "Mandrill",
    docs="https://mailchimp.com/developer/transactional/guides/quick-start/",
    revoke="Settings > SMTP and API info: delete the key; look at the outbound activity.",
)
DETECTORS = (
    _provider.token(
        "mandrill-api-key",
        "an API key of Mandrill",
        lit("md-"),
        run(URL_SAFE, 22),
        wide="-",
        keywords=("mandrill",),
    ),
)
