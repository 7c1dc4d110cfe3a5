"""DingTalk: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, lit, run

_provider = Provider(
    "DingTalk",
    docs="https://open.dingtalk.com/document/",
    revoke="Robot settings: reset the signing secret.",
)
DETECTORS = (
    _provider.token(
        "dingtalk-robot-secret",
        "a signing secret of a DingTalk robot",
        lit("SEC"),
        run(HEX, 64),
        confidence=0.93,
        keywords=("dingtalk", "robot"),
    ),
    _provider.near("dingtalk-token", "an access token of DingTalk", ("dingtalk",), run(HEX, 64)),
)
