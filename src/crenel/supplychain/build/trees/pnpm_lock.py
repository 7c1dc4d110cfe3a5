"""pnpm's lock file (versions 5, 6 and 9): packages by name, version and peers."""

from __future__ import annotations

import posixpath

import msgspec

from crenel.code.tree import folder_of
from crenel.readers.root import Root
from crenel.readers.text.parse import parse
from crenel.readers.text.tree import Node as Tree
from crenel.supplychain.build.refusal import Refused
from crenel.supplychain.build.trees.asked import Asked, asked
from crenel.supplychain.build.trees.graph import Graph, Node
from crenel.supplychain.manifests._nodes import child, entries, items, keys, scalar
from crenel.supplychain.manifests._workspaces import ARCHIVES
from crenel.supplychain.manifests.pnpm_lock import split

_PUBLIC = ("https://registry.npmjs.org/",)
_RUNTIME = ("dependencies", "optionalDependencies")
_SYSTEMS = ("os", "cpu", "libc")


def graph(root: Root, file: str, project: Asked, *, tools: bool) -> Graph:
    """What a project asks for. Raises Refused."""
    documents = parse(root.read(file).text)
    reading = _Reading(documents[-1].root if documents else None, root, file)
    return reading.graph(project, tools=tools)


class _Reading:
    def __init__(self, loaded: Tree | None, root: Root, file: str) -> None:
        self._root, self._file, self._top = root, file, folder_of(file)
        self._source = root.read(file)
        self._slashed = scalar(loaded, "lockfileVersion").startswith("5.")
        self._loaded = loaded
        self._nodes: dict[str, Node] = {}
        packages = entries(child(loaded, "packages"))
        self._packages = {key: (place.start, one) for place, key, one in packages}
        self._snapshots = {key: one for _, key, one in entries(child(loaded, "snapshots"))}

    def graph(self, project: Asked, *, tools: bool) -> Graph:
        folder = posixpath.relpath(project.folder or ".", self._top or ".")
        importer = self._importer(folder)
        sections = (*_RUNTIME, "devDependencies") if tools else _RUNTIME
        return Graph(
            file=self._file,
            roots=self._keys(importer, sections, folder),
            optional=frozenset(keys(child(importer, "optionalDependencies"))),
            nodes=self._nodes,
        )

    def _importer(self, folder: str) -> Tree | None:
        """What one of the workspace's packages asks for. Raises Refused."""
        every = child(self._loaded, "importers")
        if every is None and folder == ".":
            return self._loaded
        found = child(every, folder)
        if found is None:
            what = f"the lock file does not tell what {folder} asks for"
            raise Refused(what, "Write it anew with `pnpm install`", file=self._file)
        return found

    def _keys(self, node: Tree | None, sections: tuple[str, ...], folder: str) -> dict[str, str]:
        """What answers to each name that is asked for; nodes are made on the way."""
        found: dict[str, str] = {}
        for section in sections:
            for _, name, value in entries(child(node, section)):
                told = scalar(value, "version") or getattr(value, "text", "")
                found[name] = self._key(name, told, folder)
        return found

    def _key(self, name: str, version: str, folder: str) -> str:
        if version.startswith("link:"):
            return self._of_folder(name, posixpath.normpath(f"{folder}/{version[5:]}"))
        if version.startswith("file:") and not version.endswith(ARCHIVES):
            return self._of_folder(name, posixpath.normpath(version[5:].partition("(")[0]))
        for key in self._spellings(name, version):
            if key in self._packages or key in self._snapshots:
                return self._of_package(key)
        what = f"{name} {version[:100]} is asked for, and the lock file does not describe it"
        raise Refused(what, "Write the lock file anew", file=self._file)

    def _spellings(self, name: str, version: str) -> list[str]:
        """How a package is named in the map of all: with an alias, the whole is told already."""
        if self._slashed:
            return [version, f"/{name}/{version}"]
        return [f"{name}@{version}", f"/{name}@{version}", version]

    def _of_package(self, key: str) -> str:
        if key in self._nodes:
            return key
        bare = key if key in self._packages else key.partition("(")[0]
        place, told = self._packages.get(bare, (0, None))
        name, version = split(key)
        made = Node(
            key=key,
            name=scalar(told, "name") or name,
            version=scalar(told, "version") or version,
            integrity=scalar(told, "resolution", "integrity"),
            resolved=_address(scalar(told, "resolution", "tarball")),
            platforms={one: tuple(items(child(told, one))) for one in _SYSTEMS if child(told, one)},
            line=self._source.place(place)[0],
        )
        self._nodes[key] = made  # circles end
        needing = self._snapshots.get(key, told)
        self._nodes[key] = msgspec.structs.replace(
            made,
            needs=self._keys(needing, _RUNTIME, "."),
            optional=frozenset(keys(child(needing, "optionalDependencies"))),
        )
        return key

    def _of_folder(self, name: str, folder: str) -> str:
        key = f"{name} {folder}"
        if key in self._nodes:
            return key
        local = f"{self._top}/{folder}".strip("/")
        if folder.startswith("..") or not self._root.exists(f"{local}/package.json"):
            what = f"{name} is the package in {folder}, which is not below the lock file"
            raise Refused(what, "Build from the folder around both", file=self._file)
        told = asked(self._root, local)
        made = Node(key=key, name=name, version=told.version, folder=folder)
        self._nodes[key] = made  # circles end
        self._nodes[key] = msgspec.structs.replace(
            made,
            needs=self._keys(self._asking(name, folder, told), _RUNTIME, folder),
            optional=frozenset(told.optional),
        )
        return key

    def _asking(self, name: str, folder: str, told: Asked) -> Tree | None:
        """Where the lock file says what a package of the project's own asks for. Raises Refused."""
        for key in (f"{name}@file:{folder}", f"/{name}@file:{folder}", f"file:{folder}"):
            if key in self._snapshots:
                return self._snapshots[key]
            if key in self._packages:
                return self._packages[key][1]
        return self._importer(folder) if told.wanted(tools=False) else None


def _address(tarball: str) -> str:
    return "" if tarball.startswith(_PUBLIC) else tarball
