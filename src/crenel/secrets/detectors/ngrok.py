"""ngrok: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run

_provider = Provider(
    "ngrok",
    docs="https://ngrok.com/docs/api/",
    revoke="Dashboard > Authtokens: delete it.",
)
DETECTORS = (
    _provider.near(
        "ngrok-token",
        "an authtoken of ngrok",
        ("ngrok",),
        run(ALNUM, 26, 28),
        lit("_"),
        run(ALNUM, 20, 22),
    ),
)
