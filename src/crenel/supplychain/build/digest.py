"""A digest of what an artifact holds, whatever it is packed in and however it is compressed.

The SHA-256 of a list with a line for each member, sorted by the bytes of the names: the mode in
four octal digits, a space, the SHA-256 of the bytes in hex, two spaces, the name in UTF-8, a
newline.
"""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import msgspec

_BLOCK = 1024 * 1024
_PLAIN = 0o644


class Member(msgspec.Struct, frozen=True):
    """A file of an artifact."""

    name: str
    mode: int
    """Permission bits."""
    sha256: str
    """Of its bytes, in hex."""


def content_digest(members: Iterable[Member]) -> str:
    """``sha256:<hex>`` over names, modes and bytes; the order of the members is no matter."""
    whole = sha256()
    for one in sorted(members, key=lambda member: encoded(member.name)):
        whole.update(b"%04o %s  %s\n" % (one.mode, one.sha256.encode("ascii"), encoded(one.name)))
    return f"sha256:{whole.hexdigest()}"


def encoded(name: str) -> bytes:
    """The bytes of a name, those that are no UTF-8 as they are."""
    return name.encode("utf-8", "surrogateescape")


def members_of(path: Path) -> list[Member]:
    """The members of a zip. Raises OSError and what ``zipfile`` raises for one that is broken."""
    with zipfile.ZipFile(path) as archive:
        return [_member(archive, one) for one in archive.infolist() if not one.is_dir()]


def _member(archive: zipfile.ZipFile, one: zipfile.ZipInfo) -> Member:
    digest = sha256()
    with archive.open(one) as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    mode = stat.S_IMODE(one.external_attr >> 16) or _PLAIN
    return Member(one.filename, mode, digest.hexdigest())
