"""From a function of the model to the facts of its code."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from crenel.analysis.layers import Layers
from crenel.code.facts import Facts
from crenel.code.locate import (
    Found,
    Located,
    NotFound,
    NotFoundKind,
    image,
    inline,
    locate,
    typed_language,
)
from crenel.code.read import CodeReader
from crenel.model.entities import Function
from crenel.model.source import Excerpt
from crenel.model.value import Known, Value
from crenel.readers.root import Root, join

if TYPE_CHECKING:
    from crenel.code.java.locate import Everywhere


class Code(msgspec.Struct, frozen=True):
    """A function's code: where its handler stands, and what it does."""

    found: Found
    facts: Facts


class CodeBase:
    """The code of one application's functions, read when asked for and each module once."""

    def __init__(self, root: Root, layers: Callable[[Function], Layers]) -> None:
        self._root = root
        self._layers = layers
        self._reader = CodeReader(root)
        self._known: dict[str, Code | NotFound] = {}
        self._classes: Everywhere | None = None

    def of(self, function: Function) -> Code | NotFound:
        """The code of a function, or why there is none to read."""
        if function.id not in self._known:
            self._known[function.id] = self._read(function)
        return self._known[function.id]

    def _read(self, function: Function) -> Code | NotFound:
        located = self._located(function)
        if isinstance(located, NotFound):
            return located
        found = msgspec.structs.replace(located, layers=self._layers(function).folders)
        return Code(found, self._reader.facts_of(found))

    def _located(self, function: Function) -> Located:
        package = function.package
        if not package.image.is_absent().certain:
            return image()
        handler, runtime = function.handler.known(), function.runtime.known()
        if runtime is None or handler is None:
            missing = "runtime" if runtime is None else "handler"
            return NotFound(NotFoundKind.UNRESOLVED_HANDLER, f"the {missing} is not known")
        if isinstance(package.inline, Known) and package.inline.span is not None:
            source = Excerpt(package.inline.span, package.inline.text())
            return inline(source, str(handler), str(runtime))
        return self._local(function, str(handler), str(runtime))

    def _local(self, function: Function, handler: str, runtime: str) -> Located:
        folder = function.package.folder.known()
        if folder is None or "://" in str(folder):
            found = self._anywhere(handler) if typed_language(handler, runtime) == "java" else None
            return found or NotFound(
                NotFoundKind.MISSING_FOLDER, "the template names no local folder"
            )
        place = join(function.package.base, str(folder))
        place = "" if place == "." else place
        if place.startswith(".."):
            return NotFound(NotFoundKind.MISSING_FOLDER, f"{folder} lies outside the root")
        entry_points = _texts(function.package.entry_points)
        names = (function.label, function.package.base.rpartition("/")[2])
        found = locate(self._root, place, handler, runtime, entry_points, names=names)
        lost = isinstance(found, NotFound) and found.kind is NotFoundKind.UNRESOLVED_HANDLER
        if lost and typed_language(handler, runtime) == "java":
            return self._anywhere(handler) or found  # an archive that something else builds
        return found

    def _anywhere(self, handler: str) -> Located | None:
        """A class of Java's by its full name alone: the code comes from a bucket."""
        if self._classes is None:
            from crenel.code.java.locate import Everywhere  # noqa: PLC0415 - when asked for

            self._classes = Everywhere(self._root)
        return self._classes.locate(handler)


def _texts(values: Value) -> tuple[str, ...]:
    return tuple(item.text() for _, item in values.items() if isinstance(item, Known))
