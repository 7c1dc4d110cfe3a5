"""Finding detectors: every module below ``detectors/`` that holds ``DETECTORS``.

There are hundreds, and a text needs a few. So ``_index.json`` (made by ``make docs``) says which
keywords and names each module has, and a module is loaded when one of them turns up. The index
counts only while it fits the files: with another file there, all of them are loaded.
"""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import msgspec

from crenel.dated import Dated, dated_by
from crenel.errors import DataError, UsageError
from crenel.secrets.detector import Detector

_HERE = Path(__file__).parent / "detectors"
INDEX = _HERE / "_index.json"
_SHORT = 3
"""Letters of a keyword that turns up by chance."""


class Slot(msgspec.Struct, frozen=True, omit_defaults=True):
    """A detector that need not be loaded yet."""

    name: str
    module: str
    """Below ``crenel.secrets.detectors``."""
    place: int
    """In the module's ``DETECTORS``."""
    keywords: tuple[str, ...]
    finds: bool
    """Has it a pattern of its own?"""
    rough: str = ""
    """Its pattern, roughly, where its keywords stand in every other text; see engine/sieve.py."""

    def load(self) -> Detector:
        """The detector itself."""
        return _declared(self.module)[self.place]


class Index(msgspec.Struct, frozen=True):
    """All slots, and the files that they were made from, with their sizes."""

    files: dict[str, int]
    slots: tuple[Slot, ...]


@cache
def slots() -> dict[str, Slot]:
    """All detectors by name, in the order of their names; most of them not loaded."""
    files = _files()
    index = _read()
    found = index.slots if index is not None and index.files == files else fresh().slots
    return {slot.name: slot for slot in found}


def fresh() -> Index:
    """The index as the files are now. Raises DataError where two detectors share a name."""
    files = _files()
    found = [slot for name in files for slot in _slots(name.removesuffix(".py").replace("/", "."))]
    found.sort(key=lambda slot: slot.name)
    for one, two in pairwise(found):
        if one.name == two.name:
            message = f"two detectors are called {one.name}: in {one.module} and {two.module}"
            raise DataError(message, "Rename one of them")
    return Index(files, tuple(found))


def catalogue() -> tuple[Detector, ...]:
    """All detectors, loaded."""
    return tuple(slot.load() for slot in slots().values())


def detector(name: str) -> Detector:
    """The detector of this name. Raises UsageError."""
    slot = slots().get(name.lower())
    if slot is None:
        from difflib import get_close_matches  # noqa: PLC0415 - for a mistake only

        close = get_close_matches(name, list(slots()), n=3)
        meant = f"Did you mean {', '.join(close)}? " if close else ""
        what = f"there is no detector {name!r:.80}"
        raise UsageError(what, f"{meant}`crenel secrets explain` lists all of them")
    return slot.load()


@cache
def _declared(module: str) -> tuple[Detector, ...]:
    found: tuple[Detector, ...] = import_module(f"crenel.secrets.detectors.{module}").DETECTORS
    return found


def _slots(module: str) -> list[Slot]:
    from crenel.secrets.engine.rough import rough  # noqa: PLC0415 - for the index only

    return [
        Slot(
            one.name,
            module,
            place,
            one.keywords,
            bool(one.pattern),
            rough(one.pattern) if one.pattern and _is_common(module, one) else "",
        )
        for place, one in enumerate(_declared(module))
    ]


def _is_common(module: str, one: Detector) -> bool:
    """Do its keywords stand in every other text? Not where they ask for more than its pattern."""
    if module.startswith("generic."):
        return True
    plain = one.pattern.lower().replace("\\", "")
    short = min(map(len, one.keywords)) <= _SHORT
    return short and all(word in plain for word in one.keywords)


def _files() -> dict[str, int]:
    """The modules that may declare detectors, and their sizes."""
    found = {}
    for folder, prefix in ((_HERE, ""), (_HERE / "generic", "generic/")):
        for entry in os.scandir(folder):
            if entry.name.endswith(".py") and not entry.name.startswith("_"):
                found[prefix + entry.name] = entry.stat().st_size
    return dict(sorted(found.items()))


def _read() -> Index | None:
    try:
        return msgspec.json.decode(INDEX.read_bytes(), type=Index)
    except (OSError, msgspec.DecodeError):
        return None


def dated() -> Dated:
    """Where this is from, and of which day."""
    return dated_by(
        "shapes of the credentials of providers",
        "each provider's own documentation, named in its file",
        "2026-11-28",
        _HERE,
    )
