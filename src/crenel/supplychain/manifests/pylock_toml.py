"""``pylock.toml`` and ``pylock.NAME.toml`` (PEP 751, lock version 1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from crenel.code.tree import Tree
from crenel.errors import ReadProblem
from crenel.supplychain.component import Dependency, Ecosystem, Presence
from crenel.supplychain.manifests._places import headers, listing, mapping, table, text
from crenel.supplychain.manifests.manifest import Index, Manifest
from crenel.supplychain.purl import normalised

ECOSYSTEM = Ecosystem.PYPI
LOCK = True
_NAME = re.compile(r"pylock(?:\.[^.]+)?\.toml")


def names(name: str) -> bool:
    """``pylock.toml`` and its named kin."""
    return _NAME.fullmatch(name) is not None


def read(tree: Tree, path: str) -> Manifest:
    """Every locked package. Raises ReadProblem, also for a lock version that is not 1."""
    source = tree.read(path)
    loaded = table(source)
    version = text(loaded.get("lock-version"))
    if not version.startswith("1."):
        message = f"pylock of lock-version {version or '(none)'} is not known"
        raise ReadProblem(message, "crenel reads version 1.x")
    packages = [mapping(one) for one in listing(loaded.get("packages"))]
    lines = headers(source, "packages")
    places = lines if len(lines) == len(packages) else [1] * len(packages)
    return Manifest(
        path=path,
        format="pylock_toml",
        lock=True,
        ecosystem=ECOSYSTEM,
        dependencies=tuple(
            _package(one, path, line) for one, line in zip(packages, places, strict=True)
        ),
        indexes=tuple(dict.fromkeys(_indexes(packages, path))),
    )


def _package(one: dict[str, Any], path: str, line: int) -> Dependency:
    name = text(one.get("name"))
    if not name:
        raise ReadProblem("a package has no name", "Write the lock file anew", line=line)
    return Dependency(
        ecosystem=ECOSYSTEM,
        name=normalised(ECOSYSTEM.value, name),
        version=text(one.get("version")) or None,
        presence=Presence.LOCKED,
        file=path,
        line=line,
        hashes=tuple(_hashes(one)),
        origin=_origin(one),
        needs=tuple(
            normalised(ECOSYSTEM.value, text(mapping(need).get("name")))
            for need in listing(one.get("dependencies"))
        ),
        needs_known="dependencies" in one,
        marker=text(one.get("marker")),
    )


def _hashes(one: dict[str, Any]) -> Iterator[str]:
    files = [*listing(one.get("wheels")), one.get("sdist"), one.get("archive")]
    for file in files:
        for algorithm, digest in mapping(mapping(file).get("hashes")).items():
            yield f"{algorithm}:{digest}"


def _origin(one: dict[str, Any]) -> str:
    vcs, archive = mapping(one.get("vcs")), mapping(one.get("archive"))
    if vcs:
        address = text(vcs.get("url")) or text(vcs.get("path"))
        return f"{text(vcs.get('type'))}+{address}@{text(vcs.get('commit-id'))}"
    return text(archive.get("url")) or text(mapping(one.get("directory")).get("path"))


def _indexes(packages: list[dict[str, Any]], path: str) -> Iterator[Index]:
    for address in dict.fromkeys(text(one.get("index")) for one in packages):
        if address:
            yield Index(kind="index", address=address, file=path)
