"""Feishu: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import UUID, lit

_provider = Provider(
    "Feishu",
    docs="https://open.feishu.cn/document/",
    revoke="Bot settings: reset the webhook.",
)
DETECTORS = (
    _provider.token(
        "feishu-webhook",
        "a bot webhook of Feishu or Lark",
        lit("open.feishu.cn/open-apis/bot/v2/hook/", "open.larksuite.com/open-apis/bot/v2/hook/"),
        *UUID,
        confidence=0.95,
    ),
)
