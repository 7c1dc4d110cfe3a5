"""Keys of NATS: the first letter tells what they are, and a checksum that they are some."""

from __future__ import annotations

import re
from base64 import b32decode
from binascii import crc_hqx

_PUBLIC = re.compile(r"[ACNOUX][A-Z2-7]{55}$")
_SUM = 2


def is_public(value: str) -> bool:
    """The public half of a key: an operator's, an account's, a user's, a server's.

    Source: nats-io/nkeys, "Nkey Formats": a prefix, 32 bytes, and their CRC-16, in base 32.
    """
    if not _PUBLIC.match(value):
        return False
    data = b32decode(value)
    return crc_hqx(data[:-_SUM], 0) == int.from_bytes(data[-_SUM:], "little")
