"""What a person at a terminal is told while a run takes long."""

from __future__ import annotations

import sys
import time

from crenel.analysis.knowledge import Knowledge

_PATIENCE = 1.0
"""Seconds after which the line appears."""


class Progress:
    """One line on a terminal that says what is being read, after a while."""

    def __init__(self, *, quiet: bool) -> None:
        self._wanted = not quiet and sys.stderr.isatty()
        self._started = time.monotonic()
        self._count = 0
        self._shown = False

    def saw(self, app: Knowledge) -> None:
        """Another application was judged."""
        self._count += 1
        if self._wanted and time.monotonic() - self._started > _PATIENCE:
            self._shown = True
            file = app.application.file
            name = "".join(char for char in file if char.isprintable())[-60:]
            sys.stderr.write(f"\r\x1b[K{self._count} applications judged, last {name}")
            sys.stderr.flush()

    def close(self) -> None:
        """Takes the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
