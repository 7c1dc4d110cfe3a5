"""RapidAPI: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import LOWER_ALNUM, lit, run

_provider = Provider(
    "RapidAPI",
    docs="https://docs.rapidapi.com/docs/keys",
    revoke="Developer dashboard > Apps > Authorization: delete the key.",
)
DETECTORS = (
    _provider.token(
        "rapidapi-key",
        "a key of RapidAPI",
        run(LOWER_ALNUM, 10),
        lit("msh"),
        run(LOWER_ALNUM, 15),
        lit("p1"),
        run(LOWER_ALNUM, 6),
        lit("jsn"),
        run(LOWER_ALNUM, 12),
        confidence=0.97,
    ),
)
