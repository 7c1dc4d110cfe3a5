"""Discord: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import DIGITS, URL_SAFE, lit, run

_provider = Provider(
    "Discord",
    docs="https://discord.com/developers/docs/reference",
    revoke="Developer portal > Bot: reset the token. A webhook is deleted in the channel's integrations.",
)
DETECTORS = (
    _provider.token(
        "discord-bot-token",
        "a bot token of Discord",
        lit("M", "N", "O"),
        run(URL_SAFE, 23, 27),
        lit("."),
        run(URL_SAFE, 6),
        lit("."),
        run(URL_SAFE, 27, 38),
        confidence=0.8,
        keywords=("discord",),
        wide="-",
    ),
    _provider.token(
        "discord-webhook",
        "a webhook of Discord",
        lit("discord.com/api/webhooks/", "discordapp.com/api/webhooks/"),
        run(DIGITS, 17, 20),
        lit("/"),
        run(URL_SAFE, 60, 72),
        confidence=0.95,
        wide="-",
    ),
)
