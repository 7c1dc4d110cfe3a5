"""What is to be in an artifact before it is packed: names, bytes, modes, whose each file is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import msgspec

from crenel.errors import ReadProblem
from crenel.model.verdict import Unread
from crenel.supplychain.artifacts.files import MAX_MEMBER
from crenel.supplychain.build.digest import Member, encoded
from crenel.supplychain.build.record import LeftOut

OWN = ""
"""The owner of the function's own files."""
_EXECUTABLE = 0o111


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One file: on disk, or as bytes."""

    name: str
    owner: str
    """The package URL of its library; empty for the function's own."""
    path: Path | None = None
    data: bytes | None = None
    executable: bool = False
    origin: str = ""
    """Its path as seen from the analysed root, where it comes from there."""

    @property
    def mode(self) -> int:
        """Two modes and no more: what a umask left over is no part of a program."""
        return 0o755 if self.executable else 0o644

    @property
    def size(self) -> int:
        """Bytes."""
        return self.path.stat().st_size if self.path is not None else len(self.data or b"")

    def read(self) -> bytes:
        """Its bytes. Raises OSError."""
        return self.path.read_bytes() if self.path is not None else self.data or b""

    def member(self) -> Member:
        """It with its digest."""
        return Member(self.name, self.mode, sha256(self.read()).hexdigest())


def is_executable(path: Path) -> bool:
    """May anybody run it?"""
    return bool(path.stat().st_mode & _EXECUTABLE)


class Stage:
    """The files of one artifact by name; what was not taken is told."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self.left_out: list[LeftOut] = []
        self.covered: dict[str, int] = {}
        """Owner -> how many of its files the function's own take the place of."""

    def add(self, entries: Iterable[Entry]) -> None:
        """Adds files; one that is added later takes the place of an earlier one."""
        for one in entries:
            before = self._entries.get(one.name)
            if before is not None and before.owner:
                self.covered[before.owner] = self.covered.get(before.owner, 0) + 1
            self._entries[one.name] = one

    def below(self, folder: str) -> Stage:
        """The same files in a folder."""
        moved = Stage()
        moved.add(msgspec.structs.replace(one, name=f"{folder}/{one.name}") for one in self)
        moved.left_out, moved.covered = self.left_out, self.covered
        return moved

    def drop(self, names: Iterable[str], reason: str) -> None:
        """Leaves files out."""
        for name in names:
            if self._entries.pop(name, None) is not None:
                self.left_out.append(LeftOut(name, reason))

    def __iter__(self) -> Iterator[Entry]:
        """In the order of the archive: by the bytes of the names."""
        return iter(sorted(self._entries.values(), key=lambda one: encoded(one.name)))

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(one.size for one in self._entries.values())


class StagedFiles:
    """A stage as the files of an artifact (see ``artifacts.files.Files``)."""

    def __init__(self, stage: Stage, place: str) -> None:
        self.place = place
        self.problems: list[Unread] = []
        self._entries = {one.name: one for one in stage}
        self.sizes = {name: one.size for name, one in sorted(self._entries.items())}

    def read(self, name: str) -> bytes:
        if self.sizes[name] > MAX_MEMBER:
            raise ReadProblem(f"{self.at(name)} has more than {MAX_MEMBER:,} bytes")
        return self._entries[name].read()

    def at(self, name: str) -> str:
        return f"{self.place}!/{name}"
