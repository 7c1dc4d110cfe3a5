"""Checksums that providers put into their tokens."""

from __future__ import annotations

import string
from random import Random
from zlib import crc32

_BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
_SIZE = 6
HOLDS = "checksum"


def base62(number: int, size: int = _SIZE) -> str:
    """A number in base 62 (digits, upper, lower case), filled up with zeros."""
    written = ""
    while number:
        number, digit = divmod(number, 62)
        written = _BASE62[digit] + written
    return written.rjust(size, "0")


def crc32_tail(token: str) -> str | None:
    """GitHub's and npm's tokens: the last six characters are the CRC-32 of the body in base 62.

    Source: GitHub's engineering blog, "Behind GitHub's new authentication token formats" (2021).
    """
    body = token.partition("_")[2]
    return HOLDS if base62(crc32(body[:-_SIZE].encode())) == body[-_SIZE:] else None


def with_crc32(prefix: str, size: int, random: Random) -> str:
    """A made-up token of ``size`` characters after its prefix whose checksum holds."""
    body = "".join(random.choice(_BASE62) for _ in range(size - _SIZE))
    return f"{prefix}{body}{base62(crc32(body.encode()))}"
