"""Which construct a resource is, and where the person's source makes it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crenel.errors import ReadProblem
from crenel.model.source import Source, Span
from crenel.readers.cdk.foreign import Foreign
from crenel.readers.cdk.manifest import at, elements, inside, text
from crenel.readers.cdk.metadata import Metadata
from crenel.readers.root import Root
from crenel.readers.text.tree import Node

_LOGICAL_ID = "aws:cdk:logicalId"
_TEMPLATE = "aws:cdk:templateFile"
_CREATION = "aws:cdk:creationStack"
_MAX_FRAMES = 50
_SUFFIXES = (
    *(".ts", ".js", ".mts", ".mjs", ".cts", ".cjs", ".tsx", ".jsx"),
    *(".py", ".java", ".kt", ".cs", ".fs", ".go"),
)
"""Only files of code are quoted: a manifest must not choose what else a report shows."""


class Frame(msgspec.Struct, frozen=True):
    """A place in a call stack, as the machine that synthesised saw it."""

    path: str
    line: int
    column: int


class Construct(msgspec.Struct, frozen=True):
    """A construct that became a resource: its path, and the call stack that made it."""

    path: str
    frames: tuple[Frame, ...]


class Constructs:
    """The constructs of one stack and of the stacks nested in it."""

    def __init__(self, metadata: Metadata, root: Root, foreign: Foreign) -> None:
        self._root = root
        self._found: dict[str, list[tuple[str, Construct]]] = {}
        said = dict(_said(metadata))
        templates = {path: one.template for path, one in said.items() if one.template}
        for path, one in said.items():
            if one.logical_id:
                construct = Construct(path.strip("/"), one.frames)
                place = _template_of(path, templates)
                self._found.setdefault(one.logical_id, []).append((place, construct))
        written = (frame.path for one in said.values() for frame in one.frames)
        self._local = foreign.of_one_project(dict.fromkeys(written))

    def of(self, template: str, logical_id: str) -> Construct | None:
        """The construct that became this resource of this template."""
        found = self._found.get(logical_id, [])
        for place, construct in found:
            if place == template:
                return construct
        return found[0][1] if len(found) == 1 else None

    def place(self, construct: Construct) -> Span | None:
        """Where the person's source makes a construct, if that source lies below the root.

        Only the innermost place counts: where it is none (a transpiler without source maps), its
        callers say nothing about this construct.
        """
        for frame in construct.frames:
            path = self._local.get(frame.path)
            if path is not None:
                return self._span(path, frame)
        return None

    def _span(self, path: str, frame: Frame) -> Span | None:
        try:
            source = self._root.read(path)
        except ReadProblem:
            return None
        return _on_line(source, frame.line, frame.column)


class _Said(msgspec.Struct, frozen=True):
    """What the metadata says of one construct path."""

    logical_id: str
    template: str
    frames: tuple[Frame, ...]


def _said(metadata: Metadata) -> Iterator[tuple[str, _Said]]:
    for path, file, entries in metadata.paths():
        logical_id, template = "", ""
        frames: tuple[Frame, ...] = ()
        for entry in entries:
            kind, data = text(at(entry, "type")), at(entry, "data")
            if kind == _LOGICAL_ID:
                logical_id = text(data)
                frames = frames or _frames(at(entry, "trace"))
            elif kind == _TEMPLATE:
                template = inside(file.folder, text(data)) or ""
            elif kind == _CREATION:
                frames = _frames(data)
        yield path, _Said(logical_id, template, frames)


def _frames(node: Node | None) -> tuple[Frame, ...]:
    return tuple(filter(None, (_frame(text(one)) for one in elements(node)[:_MAX_FRAMES])))


def _frame(written: str) -> Frame | None:
    """``new Orders (/app/lib/orders.ts:34:21)`` or ``/app/bin/app.ts:3:1``."""
    place, _, column = written.rstrip(")").rpartition(":")
    place, _, line = place.rpartition(":")
    path = place.rpartition("(")[2].removeprefix("at ").removeprefix("file://")
    if not path.endswith(_SUFFIXES) or not (_is_number(line) and _is_number(column)):
        return None
    return Frame(path, int(line), int(column))


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 8  # noqa: PLR2004 - no line is beyond


def _template_of(path: str, templates: dict[str, str]) -> str:
    """The template of the nearest stack above a construct."""
    while path and templates:
        if path in templates:
            return templates[path]
        path = path.rpartition("/")[0]
    return ""


def _on_line(source: Source, line: int, column: int) -> Span | None:
    """From the column to the end of the line; None where the file is shorter than that."""
    written = source.line(line)
    if not 0 < column <= len(written):
        return None
    start = source.line_starts[line - 1]
    return Span(source, start + column - 1, start + len(written))
