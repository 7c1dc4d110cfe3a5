"""Telegram: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import DIGITS, URL_SAFE, lit, run

_provider = Provider(
    "Telegram",
    docs="https://core.telegram.org/bots/api",
    revoke="BotFather > /revoke; look at the bot's updates.",
)
DETECTORS = (
    _provider.token(
        "telegram-bot-token",
        "a bot token of Telegram",
        run(DIGITS, 8, 10),
        lit(":AA"),
        run(URL_SAFE, 33),
        confidence=0.93,
        wide="-",
    ),
)
