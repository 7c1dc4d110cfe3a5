"""What an AWS access key id says without asking anybody."""

from __future__ import annotations

from base64 import b32decode

_OLDER, _NEWER = "ABCDEFGHIJKLMNOP", "QRSTUVWXYZ234567"
_BASE32 = frozenset(_OLDER + _NEWER)
_MASK = 0x7FFFFFFFFF80


def account_of(key_id: str) -> str:
    """The account that a key id belongs to, 12 digits; empty where it cannot be told.

    The first six bytes after the prefix, less the top bit, hold it (key ids made since 2019).
    """
    body = key_id[4:]
    if not _BASE32.issuperset(body) or body[0] in _OLDER:
        return ""
    number = int.from_bytes(b32decode(body)[:6], "big")
    return f"{(number & _MASK) >> 7:012d}"


def key_id(value: str) -> str | None:
    """A reason where it decodes, nothing where it is of the older kind."""
    account = account_of(value)
    return f"decodes to account {account}" if account else ""
