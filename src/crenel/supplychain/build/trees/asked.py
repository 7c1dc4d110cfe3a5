"""What a ``package.json`` asks for, and which packages of the project's own it may mean."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

import msgspec

from crenel.code.tree import folder_of
from crenel.errors import ReadProblem
from crenel.readers.root import Root
from crenel.supplychain.build.refusal import Refused
from crenel.supplychain.manifests._places import json_object, mapping, text
from crenel.supplychain.manifests._workspaces import PROJECT, Workspaces


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A ``package.json``."""

    folder: str
    """As seen from the root of what is analysed."""
    name: str
    version: str
    runtime: Mapping[str, str]
    """Name -> range."""
    optional: Mapping[str, str]
    development: Mapping[str, str]

    def wanted(self, *, tools: bool) -> dict[str, str]:
        """What is installed; with ``tools``, what development asks for, too."""
        return {**(self.development if tools else {}), **self.runtime, **self.optional}


def asked(root: Root, folder: str) -> Asked:
    """What stands in a folder's ``package.json``. Raises Refused."""
    path = f"{folder}/{PROJECT}".lstrip("/")
    try:
        loaded = json_object(root.read(path))
    except ReadProblem as problem:
        raise Refused(problem.what, problem.do, file=path, line=problem.line) from None
    sections = ("dependencies", "optionalDependencies", "devDependencies")
    runtime, optional, development = (_texts(loaded.get(one)) for one in sections)
    return Asked(
        folder=folder,
        name=text(loaded.get("name")),
        version=text(loaded.get("version")) or "0.0.0",
        runtime=runtime,
        optional=optional,
        development=development,
    )


def _texts(value: object) -> dict[str, str]:
    return {name: text(one) for name, one in mapping(value).items()}


def nearest(root: Root, folder: str, top: str) -> str:
    """The folder of the ``package.json`` that a code folder belongs to, up to ``top``."""
    while folder != top and folder:
        if root.exists(f"{folder}/{PROJECT}"):
            return folder
        folder = folder_of(folder)
    return top


class Own:
    """The packages of the project's own that one may ask for."""

    def __init__(self, root: Root, top: str) -> None:
        self._root = root
        self._workspaces = Workspaces(root, top)

    def named(self, name: str) -> Asked | None:
        """The one of a name."""
        folder = self._workspaces.named(name)
        return asked(self._root, folder) if folder is not None else None

    def at(self, folder: str, wanted: str) -> Asked:
        """The one that an address like ``file:../lib`` means from a folder. Raises Refused."""
        path = wanted.partition(":")[2]
        place = posixpath.normpath(posixpath.join(folder or ".", path))
        place = "" if place == "." else place
        if place.startswith("..") or not self._root.exists(f"{place}/{PROJECT}".lstrip("/")):
            what = f"{wanted} leads to no package below the analysed folder"
            file = f"{folder}/{PROJECT}".lstrip("/")
            raise Refused(what, "Build from the folder around both", file=file)
        return asked(self._root, place)
