"""From an artifact to the libraries in it: every kind of trace is a module, found by folder.

A module has ``traces(files) -> Iterator[Dependency | Unread]``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from crenel.model.verdict import Unread
from crenel.supplychain import artifacts
from crenel.supplychain.artifacts.files import Files
from crenel.supplychain.artifacts.stripped import stripped
from crenel.supplychain.component import Dependency

_OURS = frozenset({"files", "stripped", "trace"})


class Tracer(Protocol):
    """What a module of this folder offers."""

    def traces(self, files: Files) -> Iterator[Dependency | Unread]:
        """Every library that this kind of trace tells of, and what could not be read."""


@cache
def tracers() -> tuple[Tracer, ...]:
    """Every kind of trace."""
    stems = sorted(
        file.stem for folder in artifacts.__path__ for file in Path(folder).glob("[!_]*.py")
    )
    modules = (stem for stem in stems if stem not in _OURS)
    return tuple(cast("Tracer", import_module(f"{artifacts.__name__}.{stem}")) for stem in modules)


def libraries(files: Files) -> tuple[list[Dependency], list[Unread]]:
    """The libraries in an artifact, and what of it was not read."""
    found: list[Dependency] = []
    problems = list(files.problems)
    for tracer in tracers():
        for one in tracer.traces(files):
            (found if isinstance(one, Dependency) else problems).append(one)  # type: ignore[arg-type]
    found.extend(stripped(files, found))
    return found, problems
