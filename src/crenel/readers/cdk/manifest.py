"""An assembly's manifest: what it holds, as nodes, recognised by content."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.errors import ReadProblem
from crenel.model.source import Source
from crenel.readers.root import Root, folder_of, join
from crenel.readers.text.parse import parse
from crenel.readers.text.tree import ListNode, MapNode, Node, ScalarNode

MANIFEST = "manifest.json"
CONFIGURATION = "cdk.json"

STACK = "aws:cloudformation:stack"
ASSEMBLY = "cdk:cloud-assembly"
ASSETS = "cdk:asset-manifest"

_MARKS = tuple(f'"{kind}"'.encode() for kind in (STACK, ASSEMBLY, ASSETS))


def looks_like_manifest(path: str, data: bytes) -> bool:
    """Is it the manifest of an assembly? The folder may have any name."""
    named = path.rpartition("/")[2] == MANIFEST
    return named and b'"artifacts"' in data and any(mark in data for mark in _MARKS)


def looks_like_configuration(path: str, data: bytes) -> bool:
    """Is it the configuration of a CDK application?"""
    return path.rpartition("/")[2] == CONFIGURATION and b'"app"' in data


class File:
    """A file of JSON that belongs to an assembly."""

    def __init__(self, source: Source, top: MapNode) -> None:
        self.source = source
        self.top = top

    @property
    def path(self) -> str:
        """Where it is, relative to the root."""
        return self.source.path

    @property
    def folder(self) -> str:
        """Its folder: what it names is seen from there."""
        return folder_of(self.path)

    def problem(self, what: str, node: Node | None = None) -> ReadProblem:
        """What is wrong with it, at a node."""
        line, column = self.source.place(0 if node is None else node.start)
        return ReadProblem(what, line=line, column=column)

    def artifacts(self, kind: str) -> Iterator[tuple[str, ScalarNode, MapNode]]:
        """The artifacts of a kind: name, the node of the name, what is said of it."""
        for name, (key, body) in items(self.top.get("artifacts")):
            if isinstance(body, MapNode) and text(body.get("type")) == kind:
                yield name, key, body

    def odd(self) -> Iterator[ReadProblem]:
        """Where its artifacts are not what they should be."""
        artifacts = self.top.get("artifacts")
        if not isinstance(artifacts, MapNode):
            yield self.problem("its artifacts are not a map", artifacts)
        for name, (_, body) in items(artifacts):
            if not isinstance(body, MapNode):
                yield self.problem(f"the artifact {name} is not a map", body)


def read(root: Root, path: str) -> File:
    """A file of an assembly. Raises ReadProblem where it is no JSON object."""
    source = root.read(path)
    for document in parse(source.text):
        if isinstance(document.root, MapNode):
            return File(source, document.root)
    raise ReadProblem("a JSON object was expected here")


def inside(folder: str, name: str) -> str | None:
    """A path that an assembly names, relative to the root; None where it leads out of it."""
    if not name or not name.isprintable():
        return None
    path = join(folder, name.replace("\\", "/"))
    return None if path.startswith("/") or path.split("/")[0] == ".." else path


def items(node: Node | None) -> list[tuple[str, tuple[ScalarNode, Node]]]:
    """The entries of a map; none where it is something else."""
    return list(node.entries.items()) if isinstance(node, MapNode) else []


def elements(node: Node | None) -> list[Node]:
    """The elements of a list; none where it is something else."""
    return node.items if isinstance(node, ListNode) else []


def at(node: Node | None, *keys: str) -> Node | None:
    """What stands under keys inside maps."""
    for key in keys:
        node = node.get(key) if isinstance(node, MapNode) else None
    return node


def text(node: Node | None) -> str:
    """The text of a scalar; empty where it is something else."""
    return node.text if isinstance(node, ScalarNode) else ""
