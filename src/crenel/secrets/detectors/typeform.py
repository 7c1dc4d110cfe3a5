"""Typeform: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import URL_SAFE, lit, run

_provider = Provider(
    "Typeform",
    docs="https://www.typeform.com/developers/get-started/personal-access-token/",
    revoke="Account > Personal tokens: delete it.",
)
DETECTORS = (
    _provider.token(
        "typeform-token",
        "a personal token of Typeform",
        lit("tfp_"),
        run(URL_SAFE + ".", 59),
        confidence=0.95,
    ),
)
