"""Archives in every dress: function packages, layers, wheels, jars, tarballs, compressed texts.

Nothing is unpacked to disk. What a member unpacks to is bounded, and so is the whole.
"""

from __future__ import annotations

import bz2
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO

from crenel.secrets.sources.piece import BUDGET, Binary, Budget, Packed, Skipped, packed, texts
from crenel.secrets.sources.tar import BLOCK, BrokenTar, Member, is_tar, members
from crenel.secrets.text import Text

_PIECE = 1024 * 1024
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    BrokenTar,
)


class Archive:
    """The texts of an archive's members, named ``archive.zip!member``."""

    def __init__(self, path: str, budget: Budget = BUDGET) -> None:
        self.path = path
        self.skipped: list[Skipped] = []
        self.files = 0
        self._budget = budget
        self._left = budget.archive
        self._members = 0

    def texts(self, file: IO[bytes], depth: int = 0, path: str = "") -> Iterator[Text]:
        """Members in their order; bombs and broken ones are named, the rest is read."""
        path = path or self.path
        kind = packed(file.read(BLOCK))
        file.seek(0)
        try:
            if kind is Packed.ZIP:
                yield from self._zip(file, depth, path)
            elif kind is Packed.TAR:
                yield from self._tar(_Bounded(file, self._left), depth, path)
            elif kind is not None:
                yield from self._compressed(kind, file, depth, path)
        except _Enough:
            self._left = 0
            self._skip(path, f"more than {self._budget.archive:,} bytes unpacked")
        except (*_BROKEN, ValueError) as error:
            self._skip(path, f"a broken archive: {type(error).__name__}")

    def _zip(self, file: IO[bytes], depth: int, path: str) -> Iterator[Text]:
        with zipfile.ZipFile(file) as archive:
            for member in archive.infolist():
                if self._too_many(path):
                    return
                if not member.is_dir():
                    yield from self._member(archive, member, f"{path}!{member.filename}", depth)

    def _member(
        self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, depth: int
    ) -> Iterator[Text]:
        limit = min(self._budget.member, self._left)
        if member.flag_bits & 1:
            self._skip(name, "encrypted")
        elif member.file_size > limit:
            self._skip(name, f"more than {limit:,} bytes unpacked")
        else:
            try:
                with archive.open(member) as file:
                    yield from self._looked_through(file.read, limit, name, depth)
            except _BROKEN as error:
                self._skip(name, f"a broken member: {type(error).__name__}")

    def _compressed(self, kind: Packed, file: IO[bytes], depth: int, path: str) -> Iterator[Text]:
        """A tarball, or one text that was made smaller."""
        opened = gzip.GzipFile(fileobj=file) if kind is Packed.GZIP else bz2.BZ2File(file)
        stream = _Bounded(opened, self._left)
        head = stream.read(BLOCK)
        if is_tar(head):
            stream.back(head)
            yield from self._tar(stream, depth, path)
            return
        limit = min(self._budget.member, self._left)
        stream.back(head)
        yield from self._looked_through(stream.read, limit, path, depth)
        if stream.read(1):
            self._skip(path, f"what lies beyond {limit:,} bytes unpacked")

    def _tar(self, stream: _Bounded, depth: int, path: str) -> Iterator[Text]:
        for member in members(stream.read):
            if self._too_many(path):
                return
            yield from self._of_tar(member, f"{path}!{member.name}", depth)

    def _of_tar(self, member: Member, name: str, depth: int) -> Iterator[Text]:
        limit = min(self._budget.member, self._left)
        if member.size > limit:
            self._skip(name, f"more than {limit:,} bytes unpacked")
            return
        yield from self._looked_through(member.read, member.size, name, depth)

    def _looked_through(
        self, read: Callable[[int], bytes], limit: int, name: str, depth: int
    ) -> Iterator[Text]:
        """A member as it comes; only an archive in an archive is taken into memory."""
        stream = _Started(read(BLOCK), read, limit)
        try:
            if packed(stream.head) is None:
                yield from texts(name, stream, limit)
                self.files += 1
            elif depth < self._budget.depth:
                inner = io.BytesIO(stream.read(limit))
                yield from self.texts(inner, depth + 1, name)
            else:
                self._skip(name, "archives nested too deeply")
        except Binary:
            self._skip(name, "binary")
        finally:
            self._left -= stream.given

    def _too_many(self, path: str) -> bool:
        self._members += 1
        if self._members > self._budget.members:
            self._skip(path, f"more than {self._budget.members:,} members")
            return True
        return False

    def _skip(self, name: str, why: str) -> None:
        self.skipped.append(Skipped(file=name, reason=why))


class _Enough(Exception):  # noqa: N818 - a budget that is spent, not a failure
    """More comes out of it than is looked at."""


class _Started:
    """A stream whose first bytes were looked at; it ends after ``most``."""

    def __init__(self, head: bytes, read: Callable[[int], bytes], most: int) -> None:
        self.head = head
        self.given = 0
        self._read = read
        self._most = most

    def read(self, count: int, /) -> bytes:
        """All that is asked for, but at the end."""
        count = min(count, self._most - self.given)
        pieces = [self.head[self.given : self.given + count]]
        size = len(pieces[0])
        while size < count:
            piece = self._read(min(count - size, _PIECE))
            if not piece:
                break
            pieces.append(piece)
            size += len(piece)
        self.given += size
        return b"".join(pieces)


class _Bounded:
    """A stream that gives so many bytes and no more; some can be put back."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile | bz2.BZ2File, most: int) -> None:
        self._stream = stream
        self._left = most
        self._back = b""

    def read(self, count: int) -> bytes:
        """Up to ``count`` bytes. Raises _Enough."""
        if self._back:
            data, self._back = self._back[:count], self._back[count:]
            return data
        data = self._stream.read(count)
        self._left -= len(data)
        if self._left < 0:
            raise _Enough
        return data

    def back(self, data: bytes) -> None:
        """Gives them again."""
        self._back = data
