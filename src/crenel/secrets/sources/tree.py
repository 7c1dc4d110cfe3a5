"""Files below a folder, or named one by one."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

import msgspec

from crenel.errors import UsageError
from crenel.readers.root import Root
from crenel.secrets.sources.piece import Skipped

_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW
_IRREGULAR = "no regular file: a pipe, a socket or a device"


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A regular file: where it is, and how it is called in reports."""

    path: str
    full: str
    size: int


class Tree:
    """The files of some paths, sorted, each once; what is left out is in ``skipped``."""

    def __init__(self, paths: list[Path], folder: Path) -> None:
        self._paths = paths
        self._folder = folder
        self.skipped: list[Skipped] = []

    def files(self) -> Iterator[File]:
        """Every regular file. Raises UsageError where a named path does not exist."""
        seen: set[str] = set()
        for path in self._paths:
            if not os.path.lexists(path):
                raise UsageError(f"{path} does not exist", "Name a file or a folder")
            for full, shown in self._named(path):
                if full not in seen:
                    seen.add(full)
                    found = self._file(full, shown)
                    if found:
                        yield found

    def _named(self, path: Path) -> Iterator[tuple[str, str]]:
        """The files of a named path: where they are, and what they are called."""
        shown = os.path.relpath(path, self._folder).replace(os.sep, "/")
        if not path.is_dir():
            yield str(path), shown
            return
        root, prefix = Root(path), "" if shown == "." else f"{shown}/"
        base = "" if path == Path() else f"{path}{os.sep}"
        for name in root.files():
            yield base + name, prefix + name
        for name, why in (*root.skipped, *root.passed_over):
            self._skip(prefix + name, why)

    def _file(self, full: str, shown: str) -> File | None:
        try:
            status = os.lstat(full)
        except OSError as error:
            self._skip(shown, f"it cannot be read: {error.strerror}")
            return None
        if stat.S_ISREG(status.st_mode):
            return File(path=shown, full=full, size=status.st_size)
        self._skip(shown, _led(full) if stat.S_ISLNK(status.st_mode) else _IRREGULAR)
        return None

    def _skip(self, shown: str, why: str) -> None:
        self.skipped.append(Skipped(file=shown, reason=why))


def opened(file: File) -> BufferedReader:
    """The file's bytes; a link that took its place is refused. Raises OSError."""
    return os.fdopen(os.open(file.full, _FLAGS), "rb")


def _led(full: str) -> str:
    """What to say of a link."""
    if Path(full).exists():
        return "a link; what it leads to is read where it stands, if it is among the files"
    return "a link that leads nowhere"
