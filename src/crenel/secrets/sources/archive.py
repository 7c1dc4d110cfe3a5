"""Zips in every dress: function packages, layers, wheels, jars. Nothing is unpacked to disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from crenel.secrets.sources.piece import BUDGET, Binary, Budget, Skipped, is_zip, texts
from crenel.secrets.text import Text

_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)


class Archive:
    """The texts of a zip's members, named ``archive.zip!member``."""

    def __init__(self, path: str, budget: Budget = BUDGET) -> None:
        self.path = path
        self.skipped: list[Skipped] = []
        self.files = 0
        self._budget = budget
        self._left = budget.archive

    def texts(self, file: IO[bytes], depth: int = 0, path: str = "") -> Iterator[Text]:
        """Members in their order; bombs and broken ones are named, the rest is read."""
        path = path or self.path
        try:
            archive = zipfile.ZipFile(file)
        except (*_BROKEN, ValueError) as error:
            self._skip(path, f"a broken archive: {type(error).__name__}")
            return
        with archive:
            for number, member in enumerate(archive.infolist()):
                if number >= self._budget.members:
                    self._skip(path, f"more than {self._budget.members:,} members")
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
                    data = file.read(limit + 1)
            except _BROKEN as error:
                self._skip(name, f"a broken member: {type(error).__name__}")
                return
            self._left -= len(data)
            yield from self._looked_through(data[:limit], name, depth)

    def _looked_through(self, data: bytes, name: str, depth: int) -> Iterator[Text]:
        if is_zip(data):
            if depth >= self._budget.depth:
                self._skip(name, "archives nested too deeply")
                return
            yield from self.texts(io.BytesIO(data), depth + 1, name)
            return
        try:
            yield from texts(name, io.BytesIO(data), len(data))
            self.files += 1
        except Binary:
            self._skip(name, "binary")

    def _skip(self, name: str, why: str) -> None:
        self.skipped.append(Skipped(file=name, reason=why))
