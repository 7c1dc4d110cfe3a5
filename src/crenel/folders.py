"""Packages whose modules are found by being there."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path


def load_all(package: str, folders: Iterable[str]) -> None:
    """Imports every module of a package, whose ``__path__`` is ``folders``, in their order.

    Not by pkgutil, which brings ``inspect`` along: that takes longer than the modules do.
    """
    stems = sorted(file.stem for folder in folders for file in Path(folder).glob("[!_]*.py"))
    for stem in stems:
        import_module(f"{package}.{stem}")
