"""Clojars: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, lit, run

_provider = Provider(
    "Clojars",
    docs="https://github.com/clojars/clojars-web/wiki/Deploy-Tokens",
    revoke="clojars.org > Tokens: disable it; look at the audit log.",
)
DETECTORS = (
    _provider.token(
        "clojars-token", "a deploy token of Clojars", lit("CLOJARS_"), run(HEX, 60), confidence=0.95
    ),
)
