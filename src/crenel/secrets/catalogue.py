"""Finding detectors: every module below ``detectors/`` that holds ``DETECTORS``."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

from crenel.errors import DataError, UsageError
from crenel.secrets.detector import Detector

_HERE = Path(__file__).parent / "detectors"


@cache
def catalogue() -> tuple[Detector, ...]:
    """All detectors, by name. Raises DataError where two share one."""
    found = [one for module in _modules() for one in import_module(module).DETECTORS]
    names = {one.name for one in found}
    if len(names) != len(found):
        twice = sorted({one.name for one in found if sum(o.name == one.name for o in found) > 1})
        raise DataError(f"two detectors are called {twice[0]}", "Rename one of them")
    return tuple(sorted(found, key=lambda one: one.name))


@cache
def by_name() -> dict[str, Detector]:
    """Detectors by their names."""
    return {one.name: one for one in catalogue()}


def detector(name: str) -> Detector:
    """The detector of this name. Raises UsageError."""
    found = by_name().get(name.lower())
    if found is None:
        from difflib import get_close_matches  # noqa: PLC0415 - for a mistake only

        close = get_close_matches(name, list(by_name()), n=3)
        meant = f"Did you mean {', '.join(close)}? " if close else ""
        raise UsageError(
            f"there is no detector {name!r:.80}", f"{meant}`crenel secrets explain` lists all"
        )
    return found


def _modules() -> list[str]:
    """The modules, listed without loading what lies beside them."""
    files = [*sorted(_HERE.glob("[!_]*.py")), *sorted((_HERE / "generic").glob("[!_]*.py"))]
    folders = {_HERE: "detectors", _HERE / "generic": "detectors.generic"}
    return [f"crenel.secrets.{folders[file.parent]}.{file.stem}" for file in files]
