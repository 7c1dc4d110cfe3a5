"""The function's own files: what of a code folder goes into the artifact.

A link inside the analysed root stands for what it leads to; one that leads out of it does not, and
is told. Names that other systems would unpack differently are refused, not guessed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from crenel.errors import ReadProblem
from crenel.readers.root import SKIPPED_FOLDERS, Root
from crenel.supplychain.build.record import UNZIPPED, LeftOut
from crenel.supplychain.build.refusal import Kind, Refused
from crenel.supplychain.build.stage import OWN, Entry, is_executable

MAX_FILES = 50_000
_TOOLS = SKIPPED_FOLDERS | {
    ".eggs",
    ".github",
    ".hypothesis",
    ".idea",
    ".nox",
    ".nyc_output",
    ".ruff_cache",
    ".vscode",
    "cdk.out",
}
_MADE = re.compile(r".*\.py[co]|\.DS_Store|Thumbs\.db|.*\.sw[op]|\.coverage|.*~")
_ODD = re.compile(r"[\x00-\x1f\x7f\\]|^[A-Za-z]:")
_LINKS = 40
"""Links to folders inside one another."""


class Source:
    """Walks one code folder (as seen from the root); ``left_out`` tells what it did not take."""

    def __init__(
        self, root: Root, folder: str, *, without: Iterable[Path] = (), exclude: Iterable[str] = ()
    ) -> None:
        self._root = root
        self._folder = folder
        self._without = {os.path.realpath(path) for path in without}
        self._exclude = tuple(exclude)
        self._real = os.path.realpath(root.folder)
        self.left_out: list[LeftOut] = []
        self._files = 0
        self._bytes = 0

    def entries(self) -> list[Entry]:
        """Every file that is taken. Raises Refused."""
        return list(self._walk(self._path(""), "", ()))

    def _path(self, name: str) -> Path:
        return Path(self._root.folder, self._folder, name)

    def _walk(self, folder: Path, name: str, above: tuple[str, ...]) -> Iterator[Entry]:
        real = os.path.realpath(folder)
        if real in above or len(above) > _LINKS:
            self._leave(f"{name}/", "it is a link to a folder around it")
            return
        try:
            found = sorted(os.scandir(folder), key=lambda one: one.name)
        except OSError as error:
            what = f"the folder cannot be listed: {error.strerror}"
            raise Refused(what, "Give yourself the right", file=self._at(name)) from None
        for one in found:
            inner = f"{name}/{one.name}" if name else one.name
            yield from self._item(one, inner, (*above, real))

    def _item(self, one: os.DirEntry[str], name: str, above: tuple[str, ...]) -> Iterator[Entry]:
        _refuse_odd(name, self._at(name))
        is_folder = one.is_dir()
        reason = self._unwanted(one, name, is_folder=is_folder)
        if reason:
            self._leave(f"{name}/" if is_folder else name, reason)
        elif is_folder:
            yield from self._walk(Path(one.path), name, above)
        else:
            yield self._entry(one, name)

    def _unwanted(self, one: os.DirEntry[str], name: str, *, is_folder: bool) -> str:
        """Why something is not taken; empty where it is."""
        real = os.path.realpath(one.path)
        if one.is_symlink() and not f"{real}{os.sep}".startswith(self._real + os.sep):
            return "it is a link that leads out of the analysed folder"
        if real in self._without:
            return "it is what this build writes"
        if any(fnmatchcase(name, glob) or fnmatchcase(one.name, glob) for glob in self._exclude):
            return "--exclude names it"
        if is_folder:
            return "a folder of tools" if one.name in _TOOLS else ""
        if _MADE.fullmatch(one.name):
            return "a tool made it"
        return "" if one.is_file() else "it is no regular file"

    def _entry(self, one: os.DirEntry[str], name: str) -> Entry:
        self._files += 1
        self._bytes += one.stat().st_size
        if self._files > MAX_FILES or self._bytes > UNZIPPED:
            limit = f"{MAX_FILES:,} files" if self._files > MAX_FILES else f"{UNZIPPED:,} bytes"
            what = f"its code folder has more than {limit}"
            do = "Name a smaller CodeUri, or leave files out with --exclude"
            raise Refused(what, do, file=self._folder or ".", kind=Kind.TOO_LARGE)
        path = Path(one.path)
        if not os.access(path, os.R_OK):
            raise Refused("a file cannot be read", "Give yourself the right", file=self._at(name))
        return Entry(
            name=name,
            owner=OWN,
            path=path,
            executable=is_executable(path),
            origin=self._at(name),
        )

    def _at(self, name: str) -> str:
        return "/".join(filter(None, (self._folder, name))) or "."

    def _leave(self, name: str, reason: str) -> None:
        self.left_out.append(LeftOut(name, reason))


def _refuse_odd(name: str, place: str) -> None:
    """Names that not every system can unpack, or that it unpacks elsewhere."""
    try:
        name.encode()
    except UnicodeEncodeError:
        readable = place.encode("utf-8", "backslashreplace").decode()
        what = "a file's name is no UTF-8"
        raise Refused(what, "Rename it, or leave it out with --exclude", file=readable) from None
    if _ODD.search(name):
        what = "a file's name holds a control character, a backslash or a drive letter"
        raise Refused(what, "Rename it", file=ascii(place)[1:-1])


def own_files(source: Source, root: Root, folder: str) -> list[Entry]:
    """The entries of a code folder; of a code file (a handler named by its path), that one.

    Raises Refused.
    """
    path = Path(root.folder, folder)
    if path.is_dir():
        return source.entries()
    try:
        data = root.read_bytes(folder, UNZIPPED)
    except ReadProblem as problem:
        raise Refused(problem.what, problem.do, file=folder) from None
    name = folder.rpartition("/")[2]
    return [Entry(name=name, owner=OWN, data=data, executable=is_executable(path), origin=folder)]
