"""The one way to the file system: nothing outside the root, only regular files, within a budget."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from crenel.errors import ReadProblem
from crenel.model.source import Source
from crenel.readers.text.budget import BUDGET
from crenel.readers.text.decode import decode

if TYPE_CHECKING:
    from crenel.readers.text.tree import Document

SKIPPED_FOLDERS = frozenset(
    {
        ".git",
        ".hg",
        ".svn",
        ".venv",
        "venv",
        "node_modules",
        "__pycache__",
        ".aws-sam",
        ".aws-composer",
        ".serverless",
        ".terraform",
        ".mypy_cache",
        ".pytest_cache",
        ".tox",
    }
)
"""Folders that hold what tools made or fetched, never what the person wrote."""

_MAX_FILES = 200_000
# A pipe with a template's name must not hang the run; a link is followed before, not here.
_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW


class Root:
    """A folder, and reading below it. Paths are relative to it, with ``/``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._real = os.path.realpath(folder)
        self._folders: dict[str, str] = {}
        self._children: dict[str, list[str]] = {}
        self._there: dict[str, bool] = {}
        self._sources: dict[str, Source] = {}
        self._documents: dict[str, list[Document]] = {}
        self.skipped: list[tuple[str, str]] = []
        """Paths that a walk left out, and why."""
        self.passed_over: list[tuple[str, str]] = []
        """Folders of tools, and what is no file at all: nobody wrote anything in them."""

    def read(self, path: str) -> Source:
        """The text of a file. Raises ReadProblem where it cannot or must not be read."""
        if path not in self._sources:
            self._sources[path] = Source(path, decode(self.read_bytes(path)))
        return self._sources[path]

    def documents(self, path: str) -> list[Document]:
        """The documents of a file in YAML or JSON, parsed once. Raises ReadProblem like ``read``.

        Whoever takes them only reads them: the next environment is made of the same trees.
        """
        if path not in self._documents:
            from crenel.readers.text.parse import parse  # noqa: PLC0415 - a hook parses nothing

            self._documents[path] = parse(self.read(path).text)
        return self._documents[path]

    def forget(self, path: str) -> None:
        """Drops a text that is no longer needed."""
        self._sources.pop(path, None)

    def forget_documents(self) -> None:
        """Drops all trees: an application has been judged in each of its environments."""
        self._documents.clear()

    def read_bytes(self, path: str, limit: int = BUDGET.bytes) -> bytes:
        """The bytes of a regular file of at most ``limit`` bytes below the root."""
        full = self._inside(path)
        try:
            descriptor = os.open(full, _FLAGS)
        except OSError as error:
            raise ReadProblem(f"{path} cannot be opened: {error.strerror}") from None
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise ReadProblem(f"{path} is not a regular file")
            if status.st_size > limit:
                message = f"{path} has {status.st_size:,} bytes; crenel reads at most {limit:,}"
                raise ReadProblem(message)
            return _content(descriptor, status.st_size, limit + 1)
        finally:
            os.close(descriptor)

    def exists(self, path: str) -> bool:
        """Is there a file or folder at this path, inside the root? Looked up once."""
        found = self._there.get(path)
        if found is None:
            found = self._there[path] = self._is_there(path)
        return found

    def _is_there(self, path: str) -> bool:
        try:
            return os.path.exists(self._inside(path))
        except ReadProblem:
            return False

    def names(self, path: str) -> bool:
        """Does its folder hold this name, be it for a file, a pipe or a link that leads away?"""
        return os.path.lexists(os.path.join(self._real, path))

    def children(self, folder: str) -> list[str]:
        """The names in a folder, sorted; none where it cannot be read."""
        if folder not in self._children:
            try:
                self._children[folder] = sorted(os.listdir(self._inside(folder)))
            except (OSError, ReadProblem):
                self._children[folder] = []
        return self._children[folder]

    def files(self, folder: str = "") -> Iterator[str]:
        """Every regular file below a folder, sorted; links and tool folders are not entered."""
        count = 0
        pending = [folder]
        while pending:
            here = pending.pop()
            folders, names = self._scan(here)
            pending.extend(reversed(folders))
            for name in names:
                count += 1
                if count > _MAX_FILES:
                    self.skipped.append((here, f"more than {_MAX_FILES:,} files"))
                    return
                yield name

    def listed(self, folder: str = "") -> tuple[list[str], list[str]]:
        """The folders that a walk enters from here, and the files here; sorted."""
        return self._scan(folder)

    def _scan(self, here: str) -> tuple[list[str], list[str]]:
        folders, names = [], []
        try:
            entries = sorted(os.scandir(self.folder / here), key=lambda entry: entry.name)
        except OSError as error:
            self.skipped.append((here, f"the folder cannot be listed: {error.strerror}"))
            return [], []
        for entry in entries:
            path = f"{here}/{entry.name}" if here else entry.name
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in SKIPPED_FOLDERS:
                    folders.append(path)
                elif entry.name != ".git":
                    self.passed_over.append((path, "a folder of tools; name it to look through it"))
            elif entry.is_symlink() and self._leads_out(path):
                self.skipped.append((path, "it is a link to a folder outside; none is followed"))
            elif entry.is_file(follow_symlinks=False) or entry.is_symlink():
                names.append(path)
            else:
                self.passed_over.append((path, "no regular file: a pipe, a socket or a device"))
        return folders, names

    def _leads_out(self, path: str) -> bool:
        """Is it a link to a folder that lies elsewhere? One inside is read where it stands."""
        real = os.path.realpath(os.path.join(self._real, path))
        return os.path.isdir(real) and not (real + os.sep).startswith(self._real + os.sep)

    def _real_folder(self, folder: str) -> str:
        """A folder with its links followed; from its parent where that is known, which is quick."""
        if folder not in self._folders:
            parent, name = os.path.split(folder)
            near = os.path.join(self._folders.get(parent, ""), name)
            known = parent in self._folders and not os.path.islink(near)
            self._folders[folder] = near if known else os.path.realpath(folder)
        return self._folders[folder]

    def _inside(self, path: str) -> str:
        if not _nameable(path):
            raise ReadProblem(f"{path!r} is no path that a file can have", "Correct it")
        folder, name = os.path.split(os.path.normpath(os.path.join(self._real, path)))
        real = os.path.join(self._real_folder(folder), name)
        if os.path.islink(real):
            real = os.path.realpath(real)
        base = self._real.rstrip(os.sep) + os.sep
        if not (real.rstrip(os.sep) + os.sep).startswith(base):
            raise ReadProblem(f"{path} lies outside the analysed folder", "Nothing there is read")
        return real


def _content(descriptor: int, size: int, limit: int) -> bytes:
    """All bytes of an open file, at most ``limit``; one call where it has the size it tells."""
    data = os.read(descriptor, size)
    if data and len(data) == size:
        return data
    while len(data) < limit and (more := os.read(descriptor, limit - len(data))):
        data += more
    return data


def _nameable(path: str) -> bool:
    """Can a file have this path at all? Not with a NUL, nor with half of a character."""
    try:
        return b"\x00" not in os.fsencode(path)
    except UnicodeEncodeError:
        return False


def join(base: str, path: str) -> str:
    """``path`` as seen from the folder ``base``, normalised; it may begin with ``..``."""
    if path.startswith("/"):
        return path
    return os.path.normpath(os.path.join(base, path)).replace(os.sep, "/")


def folder_of(path: str) -> str:
    """The folder of a file, empty for the root."""
    return os.path.dirname(path)
