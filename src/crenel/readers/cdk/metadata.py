"""What an assembly says of the constructs of a stack: in its manifest, or in a file beside it."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.errors import ReadProblem
from crenel.readers.cdk.manifest import File, at, elements, inside, items, read, text
from crenel.readers.root import Root
from crenel.readers.text.tree import MapNode, Node

MAX_PATH = 2_000
"""Characters of a construct path; a longer one is not looked at."""


class Metadata:
    """Construct path -> entries, each of a type. Old assemblies have it in the manifest."""

    def __init__(self, manifest: File, artifact: MapNode, root: Root, read_once: set[str]) -> None:
        self.problems: list[tuple[str, ReadProblem]] = []
        self._files: list[tuple[File, Node | None]] = [(manifest, artifact.get("metadata"))]
        more = artifact.get("additionalMetadataFile")
        if more is not None:
            self._add(manifest, more, root, read_once)

    def paths(self) -> Iterator[tuple[str, File, list[Node]]]:
        """Each construct path, the file that tells of it, and the entries."""
        for file, node in self._files:
            for path, (_, entries) in items(node):
                if len(path) <= MAX_PATH:
                    yield path, file, elements(entries)

    def entries(self, kind: str) -> Iterator[tuple[File, Node | None]]:
        """What the entries of a type hold."""
        for _, file, entries in self.paths():
            for entry in entries:
                if text(at(entry, "type")) == kind:
                    yield file, at(entry, "data")

    def _add(self, manifest: File, node: Node, root: Root, read_once: set[str]) -> None:
        path = inside(manifest.folder, text(node))
        if path is None or path in read_once:
            why = "lies outside the analysed folder" if path is None else "is another's already"
            what = f"the file of a stack's metadata {why}"
            self.problems.append((manifest.path, manifest.problem(what, node)))
            return
        read_once.add(path)
        try:
            file = read(root, path)
        except ReadProblem as problem:
            self.problems.append((path, problem))
        else:
            self._files.append((file, file.top))
        root.forget(path)
