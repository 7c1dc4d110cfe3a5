"""WeChat: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import HEX, run

_provider = Provider(
    "WeChat",
    docs="https://developers.weixin.qq.com/doc/",
    revoke="Official accounts platform > Development: reset the AppSecret.",
)
DETECTORS = (
    _provider.near(
        "wechat-app-secret", "an app secret of WeChat", ("wechat", "weixin", "wx_app"), run(HEX, 32)
    ),
)
