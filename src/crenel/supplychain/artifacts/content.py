"""A digest of what an artifact holds, whatever it is packed in and however it is compressed.

The SHA-256 of a list with a line for each member, sorted by the bytes of the names: the mode in four
octal digits, a space, the SHA-256 of the bytes in hex, two spaces, the name in UTF-8, a newline.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import msgspec


class Member(msgspec.Struct, frozen=True):
    """A file of an artifact."""

    name: str
    mode: int
    """Permission bits."""
    sha256: str
    """Of its bytes, in hex."""


def content_digest(members: Iterable[Member]) -> str:
    """The digest in hex; the order of the members is no matter."""
    lines = sorted((one.name.encode("utf-8", "surrogateescape"), one) for one in members)
    whole = sha256()
    for name, one in lines:
        whole.update(b"%04o %s  %s\n" % (one.mode, one.sha256.encode("ascii"), name))
    return whole.hexdigest()
