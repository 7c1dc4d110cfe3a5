"""Absolute paths of the machine that made an assembly -> files below the root.

They are not trusted: only their last parts count, and nothing outside the root is looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from crenel.readers.root import Root

MAX_PARTS = 24
"""Parts of a path that are tried; what lies deeper is not found."""
MAX_LOOKS = 40_000
"""Looks at the file system in one run."""

_NOT_THE_PERSONS = frozenset({"", ".", "..", "node_modules"})


class Match(msgspec.Struct, frozen=True):
    """A file below the root, and the two folders from which both paths are the same."""

    path: str
    there: str
    here: str
    parts: int


class Looks:
    """Looks below the root, as many as are left."""

    def __init__(self, root: Root, left: int = MAX_LOOKS) -> None:
        self._root = root
        self._left = left

    def exists(self, path: str) -> bool:
        """Is there something at this path? No, once no look is left."""
        self._left -= 1
        return self._left >= 0 and self._root.exists(path)

    @property
    def over(self) -> bool:
        """Is none left?"""
        return self._left <= 0


class Foreign:
    """Finds what foreign paths mean: seen from the folders above an assembly, longest first."""

    def __init__(self, looks: Looks, folder: str) -> None:
        self._looks = looks
        self._bases = tuple(dict.fromkeys(_upwards(folder)))
        self._known: dict[str, Match | None] = {}

    def find(self, path: str) -> str | None:
        """The path below the root that a foreign path ends with, if something is there."""
        match = self._match(path)
        return None if match is None else match.path

    def of_one_project(self, paths: Iterable[str]) -> dict[str, str]:
        """Those of the paths that lie in the folder where most of them do.

        A project was in one place when it was synthesised: a file of the same name that came from
        elsewhere is not taken for the person's.
        """
        matches = {path: match for path in paths if (match := self._match(path)) is not None}
        votes = Counter[tuple[str, str]]()
        for match in matches.values():
            votes[match.there, match.here] += match.parts
        most = max(votes, key=lambda place: votes[place], default=None)
        return {
            path: match.path for path, match in matches.items() if (match.there, match.here) == most
        }

    def _match(self, path: str) -> Match | None:
        if path not in self._known:
            self._known[path] = self._found(path)
        return self._known[path]

    def _found(self, path: str) -> Match | None:
        parts = path.replace("\\", "/").lstrip("/").split("/")
        if self._looks.over or not path.isprintable():
            return None
        if not _NOT_THE_PERSONS.isdisjoint(parts):
            return None
        for start in range(max(0, len(parts) - MAX_PARTS), len(parts)):
            rest = "/".join(parts[start:])
            for base in self._bases:
                here = f"{base}/{rest}" if base else rest
                if self._looks.exists(here):
                    return Match(here, "/".join(parts[:start]), base, len(parts) - start)
        return None


def _upwards(folder: str) -> Iterator[str]:
    """The folder above an assembly, and those above it, up to the root."""
    while folder:
        folder = folder.rpartition("/")[0]
        yield folder
    yield ""
