"""Which files a JavaScript or TypeScript import may mean."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from crenel.code.tree import Tree, folder_of, joined
from crenel.errors import ReadProblem

_SUFFIXES = (".ts", ".tsx", ".js", ".mjs", ".cjs", ".mts", ".cts", ".jsx")
_WRITTEN = {".js": (".ts", ".tsx", ".jsx"), ".mjs": (".mts",), ".cjs": (".cts",)}


_LAYERS = "/opt/"
_SHIPPED = ("nodejs/node_modules", "nodejs", "node_modules")
"""Folders of a layer in which modules lie, as it is shipped or before it is built."""


def candidates(importer: str, name: str, layers: Iterable[str] = ()) -> Iterator[str]:
    """The paths, best first; relative names are the project's, and what lies in its layers.

    Source: AWS Lambda Developer Guide, "Packaging your layer content".
    """
    if name.startswith(_LAYERS):
        for layer in layers:
            inside = name.removeprefix(_LAYERS)
            for one in dict.fromkeys([inside, inside.removeprefix("nodejs/")]):
                yield from files_of(f"{layer}/{one}".lstrip("/"))
        return
    if not name.startswith(".") and "/" not in name[:1]:
        for layer in layers:
            for folder in _SHIPPED:
                yield from files_of(f"{layer}/{folder}/{name}".lstrip("/"))
    if not name.startswith(("./", "../")) and name not in {".", ".."}:
        return
    stem = joined(folder_of(importer), name)
    if stem is not None:
        yield from files_of(stem)


def files_of(stem: str) -> Iterator[str]:
    """The files that a path without its suffix may mean, best first."""
    if "." in stem.rpartition("/")[2]:
        yield stem
    bare, dot, suffix = stem.rpartition(".")
    yield from (bare + other for other in _WRITTEN.get(dot + suffix, ()))
    yield from (stem + suffix for suffix in _SUFFIXES)
    yield stem + ".json"
    yield from (f"{stem}/index{suffix}".lstrip("/") for suffix in _SUFFIXES)


def dependencies(tree: Tree, layer: str) -> frozenset[str]:
    """The packages that a layer's package.json has npm install, but for those of this project."""
    found: set[str] = set()
    for place in ("nodejs/package.json", "package.json"):
        path = f"{layer}/{place}".lstrip("/")
        try:
            written = json.loads(tree.read(path).text) if tree.exists(path) else {}
        except (ReadProblem, ValueError, RecursionError):
            continue
        listed = written.get("dependencies") if isinstance(written, dict) else None
        for name, version in listed.items() if isinstance(listed, dict) else ():
            if not str(version).startswith(("file:", "link:", ".")):
                found.add(name)
    return frozenset(found)
