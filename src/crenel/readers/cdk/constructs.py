"""Which construct a resource is, and where the person's source makes it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from crenel.errors import ReadProblem
from crenel.model.source import Source, Span
from crenel.readers.cdk.foreign import Foreign
from crenel.readers.cdk.manifest import File, at, elements, inside, items, read, text
from crenel.readers.root import Root
from crenel.readers.text.tree import Node

_FRAME = re.compile(r"(?:^|[\s(])(?:file://)?([^\s()][^()]*?):(\d{1,7}):(\d{1,7})\)?$")
_LOGICAL_ID = "aws:cdk:logicalId"
_TEMPLATE = "aws:cdk:templateFile"
_CREATION = "aws:cdk:creationStack"
_MAX_FRAMES = 50


class Construct(msgspec.Struct, frozen=True):
    """A construct that became a resource: its path, and the call stack that made it."""

    path: str
    frames: tuple[str, ...]


class Constructs:
    """The constructs of one stack and of the stacks nested in it."""

    def __init__(self, manifest: File, artifact: Node, root: Root, foreign: Foreign) -> None:
        self.problems: list[tuple[str, ReadProblem]] = []
        self._root = root
        self._foreign = foreign
        self._found: dict[str, list[tuple[str, Construct]]] = {}
        said = dict(_said(manifest.folder, at(artifact, "metadata")))
        more = at(artifact, "additionalMetadataFile")
        if more is not None:
            said.update(self._more(manifest, more))
        templates = {path: one.template for path, one in said.items() if one.template}
        for path, one in said.items():
            if one.logical_id:
                construct = Construct(path.strip("/"), one.frames)
                place = _template_of(path, templates)
                self._found.setdefault(one.logical_id, []).append((place, construct))

    def of(self, template: str, logical_id: str) -> Construct | None:
        """The construct that became this resource of this template."""
        found = self._found.get(logical_id, [])
        for place, construct in found:
            if place == template:
                return construct
        return found[0][1] if len(found) == 1 else None

    def place(self, construct: Construct) -> Span | None:
        """Where the person's source makes a construct, if that source lies below the root."""
        for frame in construct.frames:
            match = _FRAME.search(frame)
            path = self._foreign.find(match[1]) if match else None
            if match is not None and path is not None:
                span = self._span(path, int(match[2]), int(match[3]))
                if span is not None:
                    return span
        return None

    def _span(self, path: str, line: int, column: int) -> Span | None:
        try:
            source = self._root.read(path)
        except ReadProblem:
            return None
        return _on_line(source, line, column)

    def _more(self, manifest: File, node: Node) -> dict[str, _Said]:
        path = inside(manifest.folder, text(node))
        if path is None:
            what = "the metadata of a stack lies outside the analysed folder"
            self.problems.append((manifest.path, manifest.problem(what, node)))
            return {}
        try:
            file = read(self._root, path)
        except ReadProblem as problem:
            self.problems.append((path, problem))
            return {}
        finally:
            self._root.forget(path)
        return dict(_said(file.folder, file.top))


class _Said(msgspec.Struct, frozen=True):
    """What the metadata says of one construct path."""

    logical_id: str
    template: str
    frames: tuple[str, ...]


def _said(folder: str, node: Node | None) -> Iterator[tuple[str, _Said]]:
    for path, (_, entries) in items(node):
        logical_id, template = "", ""
        frames: tuple[str, ...] = ()
        for entry in elements(entries):
            kind, data = text(at(entry, "type")), at(entry, "data")
            if kind == _LOGICAL_ID:
                logical_id = text(data)
                frames = frames or _frames(at(entry, "trace"))
            elif kind == _TEMPLATE:
                template = inside(folder, text(data)) or ""
            elif kind == _CREATION:
                frames = _frames(data)
        yield path, _Said(logical_id, template, frames)


def _frames(node: Node | None) -> tuple[str, ...]:
    return tuple(text(one) for one in elements(node)[:_MAX_FRAMES])


def _template_of(path: str, templates: dict[str, str]) -> str:
    """The template of the nearest stack above a construct."""
    while path:
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
