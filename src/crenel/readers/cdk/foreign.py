"""Absolute paths of the machine that made an assembly -> files below the root.

They are not trusted: only their last parts count, and nothing outside the root is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from crenel.readers.root import Root

MAX_PARTS = 24
"""Parts of a path that are tried; what lies deeper is not found."""

_NOT_THE_PERSONS = frozenset({"", ".", "..", "node_modules"})


class Foreign:
    """Finds the files that foreign paths mean: seen from an assembly's folders, longest first."""

    def __init__(self, root: Root, folder: str) -> None:
        self._root = root
        self._bases = list(_upwards(folder))
        self._known: dict[str, str | None] = {}

    def find(self, path: str) -> str | None:
        """The path below the root that a foreign path ends with, if something is there."""
        if path not in self._known:
            self._known[path] = self._found(path)
        return self._known[path]

    def _found(self, path: str) -> str | None:
        parts = path.replace("\\", "/").lstrip("/").split("/")
        if "\x00" in path or not _NOT_THE_PERSONS.isdisjoint(parts):
            return None
        for start in range(max(0, len(parts) - MAX_PARTS), len(parts)):
            for base in self._bases:
                found = "/".join((base, *parts[start:])) if base else "/".join(parts[start:])
                if self._root.exists(found):
                    return found
        return None


def _upwards(folder: str) -> Iterator[str]:
    """The folder above an assembly, and those above it, up to the root."""
    while folder:
        folder = folder.rpartition("/")[0]
        yield folder
    yield ""
