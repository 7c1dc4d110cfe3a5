"""What an assembly ships: from the keys in a template to folders and files beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crenel.errors import ReadProblem
from crenel.model.value import Value
from crenel.readers.cdk.foreign import Foreign
from crenel.readers.cdk.manifest import ASSETS, File, at, inside, items, read, text
from crenel.readers.cdk.metadata import Metadata
from crenel.readers.root import Root
from crenel.readers.text.tree import Node

_HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_OLD = "aws:cdk:asset"
_OLD_NAMES = ("s3BucketParameter", "s3KeyParameter", "sourceHash", "id")
_FILES = frozenset({"zip", "file"})


class Assets:
    """The file assets of an assembly by hash, by key and, in old ones, by parameter."""

    def __init__(
        self, manifest: File, metadata: Iterable[Metadata], root: Root, foreign: Foreign
    ) -> None:
        self.problems: list[tuple[str, ReadProblem]] = []
        self._root = root
        self._foreign = foreign
        self._paths: dict[str, str] = {}
        listed = {
            text(at(body, "properties", "file")): (name, at(body, "properties", "file") or key)
            for name, key, body in manifest.artifacts(ASSETS)
        }
        for name, node in listed.values():
            self._listed(manifest, name, node)
        for one in metadata:
            for file, data in one.entries(_OLD):
                self._of_old_style(file, data)

    def find(self, *values: Value) -> str | None:
        """The asset that an S3 key or bucket means, as a path relative to the root."""
        return next((self._paths[name] for name in _names(values) if name in self._paths), None)

    def _listed(self, manifest: File, name: str, node: Node) -> None:
        path = inside(manifest.folder, text(node))
        if path is None:
            what = f"the assets of {name} lie outside the analysed folder"
            self.problems.append((manifest.path, manifest.problem(what, node)))
            return
        try:
            file = read(self._root, path)
        except ReadProblem as problem:
            self.problems.append((path, problem))
            return
        for hash_, (_, body) in items(file.top.get("files")):
            self._file(file, hash_, body)
        self._root.forget(path)

    def _file(self, file: File, hash_: str, body: Node) -> None:
        written = at(body, "source", "path")
        keys = [text(at(one, "objectKey")) for _, (_, one) in items(at(body, "destinations"))]
        self._add(file, written, [hash_, *keys])

    def _of_old_style(self, file: File, data: Node | None) -> None:
        if text(at(data, "packaging")) in _FILES:
            self._add(file, at(data, "path"), [text(at(data, name)) for name in _OLD_NAMES])

    def _add(self, file: File, written: Node | None, names: list[str]) -> None:
        name = text(written)
        if not name:
            return
        path = inside(file.folder, name) or self._foreign.find(name)
        if path is None:
            what = f"the asset {name} lies outside the analysed folder"
            self.problems.append((file.path, file.problem(what, written)))
            return
        self._paths.update(dict.fromkeys(filter(None, names), path))


def _names(values: tuple[Value, ...]) -> Iterator[str]:
    """What a key may be known under: itself, the hash in it, the parameter that it comes from."""
    for value in values:
        whole = value.text()
        yield whole
        yield from _HASH.findall(whole)
        for one in value.unknowns():
            yield one.name
