"""A project that npm installs, written from a graph: what is asked for, and where each lies.

It stands in a copy. What stood there is put back after the installation, since bundlers read it.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crenel.supplychain.build.trees.graph import Graph, Node
from crenel.supplychain.build.trees.placing import MODULES, Places, placed

_PROJECT, _LOCK = "package.json", "package-lock.json"
_OTHERS = ("npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "pnpm-workspace.yaml")


def package_lock(graph: Graph) -> dict[str, Any]:
    """A lock file of npm's (version 3) that says the same. Raises Refused."""
    places = placed(graph)
    needed = graph.needed()
    packages: dict[str, Any] = {"": _project(graph)}
    for place in sorted(places):
        node = places[place]
        if node.folder:
            packages[place] = {"resolved": node.folder, "link": True}
            packages[node.folder] = _needs(node, graph, node.folder)
        else:
            packages[place] = _entry(place, node, graph, needed)
    return {"name": "project", "lockfileVersion": 3, "requires": True, "packages": packages}


def _project(graph: Graph) -> dict[str, Any]:
    root = Node(key="", name="project", version="0.0.0", needs=graph.roots, optional=graph.optional)
    return {"name": "project", **_needs(root, graph, "")}


def _entry(place: str, node: Node, graph: Graph, needed: set[str]) -> dict[str, Any]:
    called = place.rpartition(f"{MODULES}/")[2]
    told = {
        "name": node.name if node.name != called else "",
        "resolved": node.resolved,
        "integrity": node.integrity,
        "optional": node.key not in needed,
        **{key: list(values) for key, values in node.platforms.items()},
    }
    return {**_needs(node, graph, ""), **{key: value for key, value in told.items() if value}}


def _needs(node: Node, graph: Graph, folder: str) -> dict[str, Any]:
    """Its version, and what it asks for in words that only the one that was placed answers to."""
    sections: dict[str, dict[str, str]] = {"dependencies": {}, "optionalDependencies": {}}
    for name, key in node.needs.items():
        section = "optionalDependencies" if name in node.optional else "dependencies"
        sections[section][name] = _wanted(name, graph.node(key), folder)
    return {"version": node.version, **{key: one for key, one in sections.items() if one}}


def _wanted(name: str, node: Node, folder: str) -> str:
    if node.folder:
        return f"file:{posixpath.relpath(node.folder, folder or '.')}"
    return node.version if node.name == name else f"npm:{node.name}@{node.version}"


@contextmanager
def standing(lock: Mapping[str, Any], folder: Path) -> Iterator[None]:
    """Lets the project stand in a folder while the block runs."""
    before = {name: _bytes(folder / name) for name in (_PROJECT, _LOCK, *_OTHERS)}
    for name in _OTHERS:
        (folder / name).unlink(missing_ok=True)
    (folder / _PROJECT).write_text(json.dumps(lock["packages"][""]), encoding="utf-8")
    (folder / _LOCK).write_text(json.dumps(lock), encoding="utf-8")
    try:
        yield
    finally:
        for name, data in before.items():
            if data is None:
                (folder / name).unlink(missing_ok=True)
            else:
                (folder / name).write_bytes(data)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


__all__ = ["Places", "package_lock", "standing"]
