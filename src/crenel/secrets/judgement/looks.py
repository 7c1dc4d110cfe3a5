"""Does a text look random? Cheap, and loaded by whoever judges single values."""

from __future__ import annotations

import re

from crenel.secrets.judgement.rarity import entropy, rarity

_UUID = re.compile(r"^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$", re.IGNORECASE)
_PLAIN_WORDS, _LOW = 4.4, 2.6


def is_uuid(value: str) -> bool:
    """Is it a UUID and nothing else?"""
    return _UUID.match(value) is not None


def random_looking(value: str) -> bool:
    """Is it no name, word or number that somebody thought of?"""
    if is_uuid(value):
        return True
    if value.isalpha() and (value.islower() or value.isupper()):
        return rarity(value) > _PLAIN_WORDS
    mixed = any(map(str.isdigit, value)) and any(map(str.isalpha, value))
    return entropy(value) > _LOW and (mixed or rarity(value) > _PLAIN_WORDS)
