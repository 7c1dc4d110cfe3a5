"""Values that a template puts together: joins, substitutions, base64, what includes bring.

What stands literally in a file is found there; here come only the values that stand nowhere as
they are, each with the name that holds it and the place that it was written at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from crenel.model.application import Application
from crenel.model.entities import Entity
from crenel.model.source import Span
from crenel.model.value import Value
from crenel.readers.options import Options
from crenel.readers.project import project
from crenel.secrets.sources.piece import Skipped
from crenel.secrets.text import Text

_DEPTH = 12
_LEAST = 8


class Resolved:
    """The values of the applications below some paths; what was not read is in ``skipped``."""

    def __init__(self, paths: list[Path]) -> None:
        self._project = project(paths, Options(code=False))
        self.skipped: list[Skipped] = []

    def texts(self) -> Iterator[tuple[Text, Span]]:
        """``name: value`` of each, and where it was written."""
        for application in self._project.applications():
            yield from _of(application)
        for one in self._project.unread:
            self.skipped.append(Skipped(file=one.file, reason=f"not resolved: {one.reason}"))


def _of(application: Application) -> Iterator[tuple[Text, Span]]:
    for entity in application.entities:
        for name, value in _fields(entity):
            for inner, one in _leaves(name, value, _DEPTH):
                text = one.text()
                if one.span is not None and len(text) >= _LEAST and text not in one.span.text:
                    yield Text(one.span.file, f"{inner}: {text}\n".encode()), one.span


def _fields(holder: msgspec.Struct) -> Iterator[tuple[str, Value]]:
    for field in msgspec.structs.fields(holder):
        value = getattr(holder, field.name)
        name = holder.label if isinstance(holder, Entity) and field.name == "value" else field.name
        if isinstance(value, Value):
            yield name, value
        elif isinstance(value, msgspec.Struct) and not isinstance(value, Entity):
            yield from _fields(value)


def _leaves(name: str, value: Value, depth: int) -> Iterator[tuple[str, Value]]:
    """The scalars of a value under their nearest names."""
    if depth == 0:
        return
    for _, case in value.cases():
        inside = [(key, inner) for _, key, inner in case.entries()]
        inside += [(name, inner) for _, inner in case.items() if inner is not case]
        if not inside:
            yield name, case
        for key, inner in inside:
            yield from _leaves(key, inner, depth - 1)
