"""Duo: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, run

_provider = Provider(
    "Duo",
    docs="https://duo.com/docs/adminapi",
    revoke="Applications > the application: reset the secret key.",
)
DETECTORS = (
    _provider.near(
        "duo-secret-key", "a secret key of Duo", ("duo_", "duosecurity"), run(ALNUM, 40)
    ),
)
