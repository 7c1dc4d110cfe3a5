"""Tar, read as it comes: headers of 512 bytes, each with the size of what follows.

Source: POSIX.1-2017, pax interchange format; GNU tar's long names. The standard library's reader
takes a header of any size into memory, and so is not used on what a stranger sends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

BLOCK = 512
_NAME, _SIZE, _SUM, _TYPE, _PREFIX = (
    slice(0, 100),
    slice(124, 136),
    slice(148, 156),
    slice(156, 157),
    slice(345, 500),
)
_FILE = frozenset({b"0", b"\0", b"7"})
_LONG_NAME, _PAX = b"L", b"x"
_LONGEST = 64 * 1024
"""Of a header that only names the next member."""
_PIECE = 1024 * 1024
_BASE_256 = 0x80


class BrokenTar(Exception):  # noqa: N818 - a finding about a file, not a failure
    """It is no tar from here on."""


class Member(msgspec.Struct, frozen=True):
    """A regular file: its name, its size, and its first bytes when asked."""

    name: str
    size: int
    read: Callable[[int], bytes]


def is_tar(head: bytes) -> bool:
    """Do these bytes begin as a tar does?"""
    return len(head) >= BLOCK and head[257:262] == b"ustar" and _holds(head[:BLOCK])


def members(read: Callable[[int], bytes]) -> Iterator[Member]:
    """The regular files, in their order; what a caller leaves unread is passed over.

    Raises BrokenTar.
    """
    name = ""
    while True:
        header = read(BLOCK)
        if not header.strip(b"\0"):
            return
        if len(header) < BLOCK or not _holds(header):
            raise BrokenTar
        size, kind = _number(header[_SIZE]), header[_TYPE]
        rest = _Rest(read, size)
        if kind in (_LONG_NAME, _PAX):
            if size > _LONGEST:
                raise BrokenTar
            name = _named(kind, rest.take(size)) or name
        else:
            if kind in _FILE:
                yield Member(name or _written(header), size, rest.take)
            name = ""
        rest.skip()


class _Rest:
    """What is left of a member, with what fills it up to whole blocks."""

    def __init__(self, read: Callable[[int], bytes], size: int) -> None:
        self._read = read
        self._size = size
        self._filling = -size % BLOCK

    def take(self, count: int) -> bytes:
        """The next bytes of the member."""
        data = self._read(min(count, self._size))
        self._size -= len(data)
        return data

    def skip(self) -> None:
        left = self._size + self._filling
        while left > 0:
            piece = self._read(min(left, _PIECE))
            if not piece:
                raise BrokenTar
            left -= len(piece)


def _holds(header: bytes) -> bool:
    """Is the sum right? That of all bytes, where its own field counts as blanks."""
    try:
        return sum(header) - sum(header[_SUM]) + 8 * 0x20 == _number(header[_SUM])
    except BrokenTar:
        return False


def _number(field: bytes) -> int:
    if field[0] & _BASE_256:
        return int.from_bytes(field[1:], "big")
    try:
        return int(field.split(b"\0", 1)[0].strip() or b"0", 8)
    except ValueError:
        raise BrokenTar from None


def _written(header: bytes) -> str:
    parts = (header[_PREFIX] if header[257:262] == b"ustar" else b"", header[_NAME])
    found = [part.split(b"\0", 1)[0].decode("utf-8", "replace") for part in parts]
    return "/".join(filter(None, found))


def _named(kind: bytes, data: bytes) -> str:
    """The name that a header gives to the next member."""
    if kind == _LONG_NAME:
        return data.split(b"\0", 1)[0].decode("utf-8", "replace")
    for line in data.split(b"\n"):
        _, _, pair = line.partition(b" ")
        if pair.startswith(b"path="):
            return pair[5:].decode("utf-8", "replace")
    return ""
