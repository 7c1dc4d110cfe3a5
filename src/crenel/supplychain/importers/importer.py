"""What every importer offers, and how the one for a document is found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from crenel.supplychain import importers
from crenel.supplychain.advisories.advisory import Advisory

_OURS = frozenset({"importer"})


class Importer(Protocol):
    """One kind of document."""

    LABEL: str
    """What the kind is called."""
    WHOLE: bool
    """Does one document hold a whole set?"""

    def takes(self, loaded: object) -> bool:
        """Is a document of this kind?"""

    def advisories(self, loaded: object, stem: str) -> Iterator[Advisory]:
        """What it holds; ``stem`` is its file's name. Raises Malformed for what cannot be read."""


@cache
def kinds() -> tuple[Importer, ...]:
    """Every kind of document."""
    stems = sorted(
        file.stem for folder in importers.__path__ for file in Path(folder).glob("[!_]*.py")
    )
    return tuple(
        cast("Importer", import_module(f"{importers.__name__}.{stem}"))
        for stem in stems
        if stem not in _OURS
    )


def importer_of(loaded: object) -> Importer | None:
    """The kind of a document; None where it is no advisory at all."""
    return next((kind for kind in kinds() if kind.takes(loaded)), None)
