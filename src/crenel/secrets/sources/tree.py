"""Files below a folder, or named one by one."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

import msgspec

from crenel.errors import UsageError
from crenel.readers.root import SKIPPED_FOLDERS, Root
from crenel.secrets.sources.piece import Skipped

_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW


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
        for name, why in root.skipped:
            self._skip(prefix + name, why)
        for name in _tool_folders(path):
            self._skip(prefix + name, "a folder of tools; name it to look through it")

    def _file(self, full: str, shown: str) -> File | None:
        try:
            status = os.lstat(full)
        except OSError as error:
            self._skip(shown, f"it cannot be read: {error.strerror}")
            return None
        if stat.S_ISREG(status.st_mode):
            return File(path=shown, full=full, size=status.st_size)
        link = stat.S_ISLNK(status.st_mode)
        why = "a link; what it leads to is read where it stands" if link else "no regular file"
        self._skip(shown, why)
        return None

    def _skip(self, shown: str, why: str) -> None:
        self.skipped.append(Skipped(file=shown, reason=why))


def opened(file: File) -> BufferedReader:
    """The file's bytes; a link that took its place is refused. Raises OSError."""
    return os.fdopen(os.open(file.full, _FLAGS), "rb")


def _tool_folders(folder: Path) -> list[str]:
    return sorted(name for name in SKIPPED_FOLDERS if name != ".git" and (folder / name).is_dir())
