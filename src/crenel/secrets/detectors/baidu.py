"""Baidu Cloud: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, lit, run

_provider = Provider(
    "Baidu Cloud",
    docs="https://cloud.baidu.com/doc/Reference/s/9jwvz2egb",
    revoke="Security > Access keys: disable and delete it.",
)
DETECTORS = (
    _provider.token(
        "baidu-access-key",
        "an access key of Baidu Cloud",
        lit("ALTAK"),
        run(ALNUM, 21),
        confidence=0.93,
    ),
)
