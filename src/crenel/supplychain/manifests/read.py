"""From the name of a file to its reader; readers are found by folder.

A reader is a module with ``names(name) -> bool``, ``ECOSYSTEM``, ``LOCK`` and
``read(tree, path) -> Manifest``, which raises ReadProblem for what it cannot read at all. It is
loaded only for files whose names hold the first word of its own (``pnpm_lock``: "pnpm").
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from crenel.code.tree import Tree
from crenel.errors import ReadProblem
from crenel.supplychain import manifests
from crenel.supplychain.component import Ecosystem
from crenel.supplychain.manifests.manifest import Manifest

_OURS = frozenset({"manifest", "read"})


class Reader(Protocol):
    """What a module of this folder offers."""

    ECOSYSTEM: Ecosystem
    LOCK: bool

    def names(self, name: str) -> bool:
        """Is a file of this name one of its own?"""

    def read(self, tree: Tree, path: str) -> Manifest:
        """The manifest at a path. Raises ReadProblem."""


@cache
def readers() -> Mapping[str, Reader]:
    """Every reader, by the name of its format."""
    return {stem: _loaded(stem) for stem in _stems()}


@cache
def _stems() -> tuple[str, ...]:
    found = sorted(
        file.stem for folder in manifests.__path__ for file in Path(folder).glob("[!_]*.py")
    )
    return tuple(stem for stem in found if stem not in _OURS)


def _loaded(stem: str) -> Reader:
    return cast("Reader", import_module(f"{manifests.__name__}.{stem}"))


def reader_of(path: str) -> Reader | None:
    """The reader of a file, by its name."""
    return _reader_of_name(path.rpartition("/")[2])


@lru_cache(maxsize=4_096)
def _reader_of_name(name: str) -> Reader | None:
    asked = map(_loaded, (stem for stem in _stems() if stem.partition("_")[0] in name.lower()))
    return next((reader for reader in asked if reader.names(name)), None)


def read(tree: Tree, path: str) -> Manifest:
    """The manifest at a path. Raises ReadProblem, also for a name that no reader knows."""
    reader = reader_of(path)
    if reader is None:
        message = f"{path} is no manifest or lock file that crenel knows"
        raise ReadProblem(message, f"It reads {', '.join(_stems())}")
    return reader.read(tree, path)
