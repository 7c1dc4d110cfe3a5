"""Python libraries of the project's own: taken as they lie there, without building them.

``-e ../shop`` and uv's and poetry's path sources name a folder with a ``pyproject.toml``. Nothing
of it is run: where that file, or the usual layout, tells which files are the library, they are
copied, and its metadata is written from the same file. What has to be compiled is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from crenel.code.tree import joined
from crenel.errors import ReadProblem
from crenel.readers.root import Root
from crenel.supplychain.build.libraries import Need, needs_of
from crenel.supplychain.build.locked import Locked, holds
from crenel.supplychain.build.refusal import Refused
from crenel.supplychain.build.source import Source
from crenel.supplychain.build.stage import Entry
from crenel.supplychain.build.target import Target
from crenel.supplychain.inventory.provided import is_provided, provided_by
from crenel.supplychain.manifests._places import listing, mapping, table, text
from crenel.supplychain.purl import normalised, purl

_FILE = "pyproject.toml"
_COMPILED = (".pyx", ".c", ".cc", ".cpp", ".rs", ".f90", ".go")
_BACKENDS = ("maturin", "scikit_build_core", "mesonpy", "setuptools_rust")


class OwnLibrary(msgspec.Struct, frozen=True, kw_only=True):
    """One of them."""

    name: str
    version: str
    folder: str
    """Where it lies, as seen from the root."""
    needs: tuple[Need, ...]
    files: tuple[tuple[str, str], ...]
    """The name in the artifact, and the folder or file as seen from the root."""

    @property
    def place(self) -> str:
        """The file that tells of it."""
        return f"{self.folder}/{_FILE}".lstrip("/")

    def entries(self, root: Root) -> list[Entry]:
        """Its files, and metadata as an installer would leave it. Raises Refused."""
        owner = purl("PyPI", self.name, self.version)
        found = [
            msgspec.structs.replace(one, owner=owner)
            for name, place in self.files
            for one in _below(root, name, place)
        ]
        info = f"{self.name.replace('-', '_')}-{self.version}.dist-info"
        head = f"Metadata-Version: 2.1\nName: {self.name}\nVersion: {self.version}\n"
        asked = "".join(f"Requires-Dist: {one.line}\n" for one in self.needs)
        named = [*(one.name for one in found), f"{info}/METADATA", f"{info}/RECORD"]
        record = "".join(f"{name},,\n" for name in sorted(named))
        return [
            *found,
            Entry(name=f"{info}/METADATA", owner=owner, data=(head + asked).encode()),
            Entry(name=f"{info}/RECORD", owner=owner, data=record.encode()),
        ]


def _below(root: Root, name: str, place: str) -> Iterator[Entry]:
    if not root.children(place):
        parent, _, base = place.rpartition("/")
        only = Source(root, parent).entries()
        yield from (one for one in only if one.name == base)
        return
    for one in Source(root, place).entries():
        if one.name.endswith(_COMPILED):
            what = f"{one.origin} has to be compiled"
            raise Refused(what, "Build a wheel of it and pin that", file=one.origin)
        yield msgspec.structs.replace(one, name=f"{name}/{one.name}")


def own_library(root: Root, folder: str, called: str, version: str = "") -> OwnLibrary:
    """The library in a folder; ``called`` and ``version`` are what a lock file says.

    Raises Refused.
    """
    place = f"{folder}/{_FILE}".lstrip("/")
    try:
        loaded = table(root.read(place))
    except ReadProblem as problem:
        raise Refused(problem.what, problem.do, file=place, line=problem.line) from None
    project = mapping(loaded.get("project")) or mapping(_tool(loaded, "poetry"))
    name = normalised("PyPI", text(project.get("name")) or called)
    backend = text(mapping(loaded.get("build-system")).get("build-backend"))
    if backend.startswith(_BACKENDS) or root.exists(f"{folder}/setup.py".lstrip("/")):
        what = f"{name} is built by a program of its own, and crenel runs none"
        raise Refused(what, "Build a wheel of it and pin that", file=place)
    found = {one.rpartition("/")[2]: one for one in _modules(root, folder, name, loaded)}
    if not found:
        what = f"nothing tells which files of {folder} are the library {name}"
        raise Refused(what, "Keep it in src/NAME or NAME, or pin a wheel of it", file=place)
    return OwnLibrary(
        name=name,
        version=text(project.get("version")) or version or "0",
        folder=folder,
        needs=tuple(needs_of([text(one) for one in listing(project.get("dependencies"))])),
        files=tuple(sorted(found.items())),
    )


def _tool(loaded: dict[str, Any], *path: str) -> object:
    found: object = mapping(loaded.get("tool"))
    for key in path:
        found = mapping(found).get(key)
    return found


def _modules(root: Root, folder: str, name: str, loaded: dict[str, Any]) -> list[str]:
    """The folders and files of its packages and modules, by what tells them, then by layout."""
    told = [*_told(loaded)]
    usual = name.replace("-", "_").replace(".", "_")
    for group in (told, [f"src/{usual}", f"src/{usual}.py", usual, f"{usual}.py"]):
        places = (joined(folder, one) for one in group)
        found = [one for one in places if one is not None and root.exists(one)]
        if found:
            return found if group is told else found[:1]
    source = f"{folder}/src".lstrip("/")
    names = (f"{source}/{one}" for one in root.children(source))
    return [one for one in names if root.exists(f"{one}/__init__.py")]


def _told(loaded: dict[str, Any]) -> Iterable[str]:
    """What hatch, poetry and uv's own backend are told; setuptools finds by layout."""
    yield from map(text, listing(_packages(loaded)))
    for one in map(mapping, listing(_tool(loaded, "poetry", "packages"))):
        yield "/".join(filter(None, (text(one.get("from")), text(one.get("include")))))
    own = mapping(_tool(loaded, "uv", "build-backend"))
    for name in _texts(own.get("module-name")):
        yield f"{text(own.get('module-root', 'src'))}/{name.replace('.', '/')}".lstrip("/")


def _packages(loaded: dict[str, Any]) -> object:
    return mapping(_tool(loaded, "hatch", "build", "targets", "wheel")).get("packages")


def _texts(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [text(one) for one in listing(value)]


def check_own(own: Iterable[OwnLibrary], lock: Locked, target: Target) -> None:
    """Is everything there that they ask for, in versions that they take? Raises Refused."""
    every = list(own)
    versions = {pin.name: pin.version or "" for pin in lock.pins}
    versions |= {one.name: one.version for one in every}
    for one in every:
        for need in (need for need in one.needs if holds(need.marker, target)):
            version = versions.get(need.name)
            if version is None and is_provided(need.name, provided_by(target.runtime)):
                continue
            if version is None or (version and not need.takes(version)):
                there = f"{lock.manifest.path} says {version}" if version else "nothing pins it"
                what = f"{one.name} asks for {need.name}{need.specifier}, and {there}"
                raise Refused(what, "Write the lock file anew", file=one.place)
