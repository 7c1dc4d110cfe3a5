"""Noticing that files below a folder changed, without asking more than is worth it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from crenel.readers.root import Root

Marks = Mapping[str, tuple[int, int, int]]
"""Path -> when it was written, how long it is, and which file it is."""

_SHARE = 20
"""Looking takes at most one part in so many of the time."""


def marks(folder: Path, beside: Iterable[Path], without: Iterable[Path]) -> Marks:
    """What tells whether a file changed, for each below a folder and for some ``beside`` it.

    ``without`` are files that the run itself writes.
    """
    left_out = {os.path.realpath(path) for path in without}
    root = os.path.realpath(folder)
    below = (f"{root}{os.sep}{path}" for path in Root(folder).files())
    found: dict[str, tuple[int, int, int]] = {}
    for path in (*below, *(os.path.realpath(one) for one in beside)):
        if path in left_out:
            continue
        try:
            seen = Path(path).stat()
        except OSError:
            continue
        found[path] = (seen.st_mtime_ns, seen.st_size, seen.st_ino)
    return found


def changes(before: Marks, after: Marks) -> Iterator[str]:
    """The paths that are new, gone or written anew."""
    for path in sorted({*before, *after}):
        if before.get(path) != after.get(path):
            yield path


class Watch:
    """Looks every so many seconds, and less often where looking itself takes long."""

    def __init__(
        self, folder: Path, beside: Iterable[Path], without: Iterable[Path], interval: float
    ) -> None:
        self._folder = folder
        self._beside = tuple(beside)
        self._without = tuple(without)
        self._interval = interval
        self._pause = interval
        self.marks: Marks = {}

    def look(self) -> list[str]:
        """What changed since the last look, as paths seen from the folder."""
        start = time.monotonic()
        before, self.marks = self.marks, marks(self._folder, self._beside, self._without)
        self._pause = max(self._interval, (time.monotonic() - start) * _SHARE)
        root = os.path.realpath(self._folder)
        return [os.path.relpath(path, root) for path in changes(before, self.marks)]

    def wait(self) -> list[str]:
        """Waits until something changed and a moment is quiet again; gives what it was."""
        found: dict[str, None] = {}
        while True:
            time.sleep(self._pause)
            changed = self.look()
            found.update(dict.fromkeys(changed))
            if found and not changed:
                return list(found)
