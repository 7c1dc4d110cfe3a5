"""Sendbird: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "Sendbird",
    docs="https://sendbird.com/docs/",
    revoke="Settings > General > API tokens: revoke it.",
)
DETECTORS = (
    _provider.near("sendbird-token", "an API token of Sendbird", ("sendbird",), run(HEX, 40)),
)
