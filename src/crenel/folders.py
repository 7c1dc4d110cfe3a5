"""Packages whose modules are found by being there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def load_all(package: str, folders: Iterable[str]) -> None:
    """Imports every module of a package, whose ``__path__`` is ``folders``, in their order.

    Not by pkgutil, which brings ``inspect`` along: that takes longer than the modules do.
    """
    stems = sorted(file.stem for folder in folders for file in Path(folder).glob("[!_]*.py"))
    for stem in stems:
        import_module(f"{package}.{stem}")


class OnDemand(Mapping[str, T]):
    """What modules of a package hold, by names of the field; a module is loaded when it is asked.

    ``places`` says where each is: ``{"SNS": "sns.expand"}``.
    """

    def __init__(self, package: str, places: Mapping[str, str]) -> None:
        self._package = package
        self._places = places
        self._loaded: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name not in self._loaded:
            module, _, held = self._places[name].partition(".")
            self._loaded[name] = getattr(import_module(f"{self._package}.{module}"), held)
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
