"""LINE: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import BASE64, lit, run

_provider = Provider(
    "LINE",
    docs="https://developers.line.biz/en/docs/messaging-api/channel-access-tokens/",
    revoke="LINE Developers > the channel: reissue the token.",
)
DETECTORS = (
    _provider.near(
        "line-channel-token",
        "a channel access token of LINE",
        ("line_channel", "linebot", "line_access"),
        run(BASE64, 170),
        lit("="),
    ),
)
