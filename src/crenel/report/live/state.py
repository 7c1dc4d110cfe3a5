"""What the pages show: the last analysis that worked, its number, and what went wrong since."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable

import msgspec

from crenel.errors import CrenelError
from crenel.report.html.page import Given, Page, page_of
from crenel.report.settings import Settings

Analyse = Callable[[], tuple[Given, Settings]]


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """One state of the pages; a new one replaces it whole."""

    number: int
    given: Given
    settings: Settings
    page: Page
    at: str
    """The time of day of the analysis, where the person is."""
    trouble: str = ""
    """Why the files as they are now could not be analysed: what is shown is older."""


class Live:
    """The newest snapshot. ``refresh`` makes another one; readers never wait for it."""

    def __init__(self, analyse: Analyse) -> None:
        self._analyse = analyse
        self._lock = threading.Lock()
        self.snapshot = self._made(1)

    def refresh(self) -> None:
        """Analyses again. What fails is told on the pages, and the last result stays."""
        with self._lock:
            before = self.snapshot
            try:
                self.snapshot = self._made(before.number + 1)
            except CrenelError as error:
                self.snapshot = _troubled(before, str(error))
            except Exception as error:  # noqa: BLE001 - a defect is told; the server stays
                what = f"crenel itself failed: {type(error).__name__}: {error}"
                self.snapshot = _troubled(before, what)

    def _made(self, number: int) -> Snapshot:
        try:
            given, settings = self._analyse()
        finally:
            # A run keeps what it loads out of the collector's sight; here the next one follows.
            gc.unfreeze()
            gc.collect()
        page = page_of(given, settings)
        at = time.strftime("%H:%M:%S")
        return Snapshot(number=number, given=given, settings=settings, page=page, at=at)


def _troubled(before: Snapshot, what: str) -> Snapshot:
    return msgspec.structs.replace(before, number=before.number + 1, trouble=what)
