"""Values that are another text in base64."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from random import Random

from crenel.secrets.shape import ALNUM

_PRINTABLE = frozenset(range(0x20, 0x7F)) | {9, 10, 13}


def decoded(value: str) -> str:
    """The text behind base64 (either alphabet); empty where it is none."""
    plain = value.replace("-", "+").replace("_", "/").rstrip("=")
    try:
        data = b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return ""
    if not data or not _PRINTABLE.issuperset(data):
        return ""
    return data.decode("ascii")


def login(value: str) -> str | None:
    """Basic authorization: ``user:password`` in base64 (RFC 7617)."""
    user, colon, password = decoded(value).partition(":")
    return "decodes to a login" if colon and password and user else None


def holds_json(value: str) -> str | None:
    """Tokens whose payload is JSON in base64."""
    text = decoded(value)
    return "decodes to JSON" if text.startswith("{") else None


def json_key(random: Random) -> str:
    """A made-up key of the older Grafana: JSON with a key, in base64."""
    key = "".join(random.choice(ALNUM) for _ in range(32))
    return b64encode(f'{{"k":"{key}","n":"crenel","id":1}}'.encode()).decode()
