"""What a source hands on: texts of bounded size, and what it left out."""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Iterator
from enum import Enum
from typing import Protocol

import msgspec

from crenel.secrets.text import Text

CHUNK = 4 * 1024 * 1024
OVERLAP = 64 * 1024
_SNIFFED = 8192
_CONTINUES, _CONTINUED = 0xC0, 0x80
# The bits of a byte of UTF-8 that does not begin a character.
_MARKS = {
    b"\xff\xfe\0\0": "utf-32",
    b"\0\0\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_FIRST, _FEWEST = 64, 8
# How many bytes tell an encoding without a mark, at most and at least.


class Readable(Protocol):
    """Whatever gives bytes: all that are asked for, but at its end."""

    def read(self, count: int, /) -> bytes:
        """The next bytes."""


class Skipped(msgspec.Struct, frozen=True, kw_only=True):
    """A file, folder, member or object that was not looked through, and why."""

    file: str
    reason: str


class Budget(msgspec.Struct, frozen=True, kw_only=True):
    """How much is looked through; what lies beyond is named."""

    file: int = 2 * 1024 * 1024 * 1024
    member: int = 64 * 1024 * 1024
    archive: int = 512 * 1024 * 1024
    members: int = 20_000
    depth: int = 2
    """Archives in archives."""


BUDGET = Budget()


class Packed(Enum):
    """Files that hold others, or a text made smaller."""

    ZIP = "zip"
    GZIP = "gzip"
    BZIP2 = "bzip2"
    TAR = "tar"


_MAGIC = {b"PK\x03\x04": Packed.ZIP, b"\x1f\x8b\x08": Packed.GZIP, b"BZh": Packed.BZIP2}


def packed(head: bytes) -> Packed | None:
    """What it is packed as, by its first 512 bytes; None for what is not."""
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    if head[257:262] == b"ustar":
        from crenel.secrets.sources.tar import is_tar  # noqa: PLC0415 - few files are any

        return Packed.TAR if is_tar(head) else None
    return None


def written_in(head: bytes) -> str:
    """The encoding of a text of two or four bytes a character; empty where it is of one.

    A mark is believed where zeros bear it out: without them, bytes are what they are.
    """
    if b"\0" not in head:
        return ""
    marked = next((name for mark, name in _MARKS.items() if head.startswith(mark)), "")
    return marked or _unmarked(head[:_FIRST])


def _unmarked(head: bytes) -> str:
    """UTF-16 without its mark: each second byte is zero, and no other is."""
    if len(head) < _FEWEST or len(head) % 2:
        return ""
    first, second = head[::2], head[1::2]
    if not second.strip(b"\0") and 0 not in first:
        return "utf-16-le"
    return "utf-16-be" if not first.strip(b"\0") and 0 not in second else ""


def texts(path: str, file: Readable, limit: int) -> Iterator[Text]:
    """The file in chunks that overlap, so that nothing is cut in two. Raises Binary, OSError."""
    head = file.read(CHUNK)
    encoding = written_in(head[:_SNIFFED])
    if encoding:
        file = Recoded(head, file, encoding)
        head = file.read(CHUNK)
    elif b"\0" in head[:_SNIFFED]:
        raise Binary
    yield from _chunks(path, head, file, limit)


class Recoded:
    """A file of UTF-16 or UTF-32 as one of UTF-8."""

    def __init__(self, head: bytes, file: Readable, encoding: str) -> None:
        self._decoder = getincrementaldecoder(encoding)("replace")
        self._file = file
        self._ready = self._decoder.decode(head).encode("utf-8", "replace")
        self._ended = not head

    def read(self, count: int, /) -> bytes:
        """The next bytes."""
        while len(self._ready) < count and not self._ended:
            data = self._file.read(count)
            self._ended = not data
            self._ready += self._decoder.decode(data, final=self._ended).encode("utf-8", "replace")
        read, self._ready = self._ready[:count], self._ready[count:]
        return read


def _chunks(path: str, data: bytes, file: Readable, limit: int) -> Iterator[Text]:
    line, column, seen = 1, 0, len(data)
    ended = seen < CHUNK
    while True:
        more = b"" if ended or seen >= limit else file.read(CHUNK)
        seen += len(more)
        ended = len(more) < CHUNK
        stop = len(data) if not more else _cut(data)
        yield Text(path, data, line=line, column=column, stop=stop)
        if not more:
            return
        done = data[:stop]
        breaks = done.count(b"\n")
        line += breaks
        tail = done[done.rfind(b"\n") + 1 :]
        column = len(tail.decode("utf-8", "replace")) + (0 if breaks else column)
        data = data[stop:] + more


def _cut(data: bytes) -> int:
    """Where the next chunk begins: after a line where one ends near, never inside a character."""
    least = max(0, len(data) - OVERLAP)
    at = data.find(b"\n", least)
    if at >= 0:
        return at + 1
    while least and data[least] & _CONTINUES == _CONTINUED:
        least -= 1
    return least


class Binary(Exception):  # noqa: N818 - a finding about a file, not a failure
    """The file is no text."""
