"""Whether files changed: their names, sizes and times, asked for again and again.

Asking works on every file system, and needs no limit of the system's own raised; what it costs is
bounded by waiting twenty times as long as the last look took.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from crenel.readers.root import Root

SHORTEST = 0.5
"""Seconds between two looks."""
_SHARE = 20


def fingerprint(paths: Iterable[Path]) -> str:
    """The state of files, and of all that the reader would look at below folders."""
    digest = hashlib.sha256()
    for name in _files(paths):
        try:
            state = Path(name).stat()
        except OSError:
            continue
        digest.update(f"{name}\0{state.st_mtime_ns}\0{state.st_size}\0".encode("utf-8", "replace"))
    return digest.hexdigest()


def _files(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        if path.is_dir():
            yield from (os.path.join(path, name) for name in Root(path).files())  # noqa: PTH118
        else:
            yield str(path)


class Watch(threading.Thread):
    """Calls ``changed`` whenever something did, until it is told to stop."""

    def __init__(self, paths: Iterable[Path], changed: Callable[[], None]) -> None:
        super().__init__(name="crenel-watch", daemon=True)
        self._paths = tuple(paths)
        self._changed = changed
        self._over = threading.Event()
        self._last = fingerprint(self._paths)

    def run(self) -> None:
        """Looks, and waits."""
        wait = SHORTEST
        while not self._over.wait(wait):
            started = time.monotonic()
            now = fingerprint(self._paths)
            wait = max(SHORTEST, _SHARE * (time.monotonic() - started))
            if now != self._last:
                self._last = now
                self._changed()

    def stop(self) -> None:
        """No more looks; one that has begun is waited for."""
        self._over.set()
        self.join(timeout=60)
