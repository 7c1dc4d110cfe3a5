"""The files of an artifact, a folder or a zip archive, read within bounds.

An archive comes from strangers: names that lead out of it, links, names written twice, names in no
known encoding and members that swell are told with their place, and none of them is read.
"""

from __future__ import annotations

import io
import os
import stat
import zlib
from typing import TYPE_CHECKING, Protocol

from crenel.errors import ReadProblem
from crenel.model.verdict import Unread
from crenel.readers.root import SKIPPED_FOLDERS, Root

if TYPE_CHECKING:
    import zipfile

MAX_ENTRIES = 200_000
MAX_ARCHIVE = 256 * 1024 * 1024
"""Bytes of an archive: five times what AWS Lambda takes."""
MAX_MEMBER = 8 * 1024 * 1024
"""Bytes of one file that is read inside an artifact."""
MAX_READ = 128 * 1024 * 1024
"""Bytes that are read of one artifact."""
_MOST_PROBLEMS = 20
_SKIPPED = SKIPPED_FOLDERS - {"node_modules"}
_UTF8 = 0x800
_ENCRYPTED = 0x1


class Files(Protocol):
    """The files below a folder or in an archive; names are relative to it, with ``/``."""

    place: str
    """The folder or the archive, as seen from the root."""
    sizes: dict[str, int]
    """Bytes of every file, by name, sorted."""
    problems: list[Unread]

    def read(self, name: str) -> bytes:
        """The bytes of one. Raises ReadProblem."""

    def at(self, name: str) -> str:
        """How a report names one of them."""


class FolderFiles:
    """The files of a folder below the root; links are not followed."""

    def __init__(self, root: Root, place: str) -> None:
        self.place = place
        self.problems: list[Unread] = []
        self._root = root
        self._left = MAX_READ
        self.sizes = dict(sorted(self._walk(os.path.join(root.folder, place)).items()))  # noqa: PTH118 - bytes-safe and fast

    def _walk(self, top: str) -> dict[str, int]:
        found: dict[str, int] = {}
        pending = [""]
        while pending:
            here = pending.pop()
            try:
                entries = list(os.scandir(os.path.join(top, here)))  # noqa: PTH118 - fast
            except OSError as error:
                self._problem(f"{here}: the folder cannot be listed: {error.strerror}")
                continue
            for entry in entries:
                name = f"{here}/{entry.name}" if here else entry.name
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in _SKIPPED:
                        pending.append(name)
                elif entry.is_file(follow_symlinks=False):
                    found[name] = entry.stat(follow_symlinks=False).st_size
                if len(found) > MAX_ENTRIES:
                    self._problem(f"more than {MAX_ENTRIES:,} files: the rest is not looked at")
                    return found
        return found

    def read(self, name: str) -> bytes:
        data = self._root.read_bytes(self.at(name), MAX_MEMBER)
        self._left -= len(data)
        if self._left < 0:
            raise ReadProblem(f"{self.place} has more than {MAX_READ:,} bytes of metadata")
        return data

    def at(self, name: str) -> str:
        return f"{self.place}/{name}" if self.place else name

    def _problem(self, reason: str) -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Unread(file=self.place or ".", reason=reason))


class ZipFiles:
    """The files of a zip archive. Raises ReadProblem where it is none."""

    def __init__(self, root: Root, place: str) -> None:
        import zipfile  # noqa: PLC0415 - two milliseconds that folders need not pay

        self.place = place
        self.problems: list[Unread] = []
        self._left = MAX_READ
        self._broken = zipfile.BadZipFile
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(root.read_bytes(place, MAX_ARCHIVE)))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise ReadProblem(
                f"{place} is no whole zip archive: {error}", "Build it anew"
            ) from None
        except UnicodeDecodeError:
            raise ReadProblem(f"{place} has names that are not UTF-8", "Build it anew") from None
        self._members: dict[str, zipfile.ZipInfo] = {}
        for member in self._zip.infolist()[:MAX_ENTRIES]:
            self._take(member)
        if len(self._zip.infolist()) > MAX_ENTRIES:
            self._problem(f"it has more than {MAX_ENTRIES:,} entries: the rest is not looked at")
        self.sizes = {name: one.file_size for name, one in sorted(self._members.items())}

    def _take(self, member: zipfile.ZipInfo) -> None:
        name = member.filename
        if member.is_dir():
            return
        trouble = _trouble(member)
        if trouble is None and name in self._members:
            trouble = "its name is there twice; which one is used depends on who unpacks it"
        if trouble is not None:
            self._problem(f"the entry {name[:200]!r} is not read: {trouble}")
            return
        self._members[name] = member

    def read(self, name: str) -> bytes:
        member = self._members[name]
        allowed = min(MAX_MEMBER, self._left)
        try:
            with self._zip.open(member) as stream:
                data = stream.read(allowed + 1)
        except (
            self._broken,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            ValueError,
        ) as error:
            raise ReadProblem(f"{self.at(name)} cannot be unpacked: {error}") from None
        if len(data) > allowed:
            message = f"{self.at(name)} unpacks to more than {allowed:,} bytes"
            raise ReadProblem(message, "It is not read")
        self._left -= len(data)
        return data

    def at(self, name: str) -> str:
        return f"{self.place}!/{name}"

    def _problem(self, reason: str) -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Unread(file=self.place, reason=reason))


def _trouble(member: zipfile.ZipInfo) -> str | None:
    """Why an entry is left alone; None where nothing speaks against it."""
    name = member.filename
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
        return "its name leads out of the archive"
    if "\x00" in member.orig_filename:
        return "its name holds a zero byte"
    if not member.flag_bits & _UTF8 and not name.isascii():
        return "its name is in no known encoding"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "it is a link"
    if member.flag_bits & _ENCRYPTED:
        return "it is encrypted"
    return None


def opened(root: Root, place: str) -> Files:
    """The files of a folder or an archive below the root. Raises ReadProblem."""
    if place.lower().endswith((".zip", ".whl", ".jar")):
        return ZipFiles(root, place)
    return FolderFiles(root, place)
