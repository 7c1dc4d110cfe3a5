"""Where artifacts are written: a folder for each function, whole or not at all."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crenel.errors import UsageError
from crenel.supplychain.build.refusal import Refused

RECORD = "build.json"
SCHEMA = "crenel.build/1"


class Output:
    """The folder that was named. Raises UsageError where it cannot be made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{folder} cannot be made: {error.strerror}") from None

    @contextmanager
    def making(self, name: str) -> Iterator[Path]:
        """A folder to write into, which takes its place when the block ends well.

        Nothing is left of it when the block raises; what stood there before stays. Raises Refused
        where something stands there that crenel did not build.
        """
        place = self.folder / name
        self._check(place)
        try:
            made = Path(tempfile.mkdtemp(dir=self.folder, prefix=f".{name}.")).absolute()
        except OSError as error:
            raise UsageError(f"{self.folder} cannot be written: {error.strerror}") from None
        try:
            yield made
            made.chmod(0o755)
            _swap(made, place)
        finally:
            shutil.rmtree(made, ignore_errors=True)

    def _check(self, place: Path) -> None:
        if place.is_symlink() or (place.exists() and not _is_ours(place)):
            what = f"{place} is there, and crenel did not build it"
            raise Refused(what, "Move it away, or name another --output")


def _is_ours(place: Path) -> bool:
    if not place.is_dir():
        return False
    if not any(place.iterdir()):
        return True
    try:
        loaded = json.loads((place / RECORD).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(loaded, dict) and loaded.get("schema") == SCHEMA


def _swap(made: Path, place: Path) -> None:
    """Two renames: a reader sees the old one, or none for a moment, or the new one."""
    old = made.with_name(f"{made.name}.old")
    if place.exists():
        place.rename(old)
    try:
        made.rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)
