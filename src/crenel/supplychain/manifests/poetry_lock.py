"""``poetry.lock`` (lock versions 1 and 2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crenel.code.tree import Tree
from crenel.errors import ReadProblem
from crenel.supplychain.component import Dependency, Ecosystem, Presence, Scope
from crenel.supplychain.manifests._places import headers, listing, mapping, table, text
from crenel.supplychain.manifests.manifest import Index, Manifest
from crenel.supplychain.purl import normalised

ECOSYSTEM = Ecosystem.PYPI
LOCK = True
_KNOWN = ("1.", "2.")
_ADDRESSED = {"git": "git+", "url": "", "file": "", "directory": ""}


def names(name: str) -> bool:
    """``poetry.lock``."""
    return name == "poetry.lock"


def read(tree: Tree, path: str) -> Manifest:
    """Every locked package. Raises ReadProblem, also for an unknown lock version."""
    source = tree.read(path)
    loaded = table(source)
    metadata = mapping(loaded.get("metadata"))
    version = text(metadata.get("lock-version")) or "1.0"
    if not version.startswith(_KNOWN):
        message = f"poetry.lock of version {version} is not known"
        raise ReadProblem(message, "crenel reads versions 1 and 2")
    packages = [mapping(one) for one in listing(loaded.get("package"))]
    lines = headers(source, "package")
    places = lines if len(lines) == len(packages) else [1] * len(packages)
    old = mapping(metadata.get("files"))
    return Manifest(
        path=path,
        format="poetry_lock",
        lock=True,
        ecosystem=ECOSYSTEM,
        dependencies=tuple(
            _package(one, path, line, old) for one, line in zip(packages, places, strict=True)
        ),
        indexes=tuple(dict.fromkeys(_indexes(packages, path))),
        scoped=any("groups" in one or "category" in one for one in packages),
    )


def _package(one: dict[str, Any], path: str, line: int, old: dict[str, Any]) -> Dependency:
    name = text(one.get("name"))
    if not name:
        raise ReadProblem("a package has no name", "Write the lock file anew", line=line)
    files = listing(one.get("files")) or listing(old.get(name))
    source = mapping(one.get("source"))
    prefix = _ADDRESSED.get(text(source.get("type")))
    return Dependency(
        ecosystem=ECOSYSTEM,
        name=normalised(ECOSYSTEM.value, name),
        version=text(one.get("version")) or None,
        presence=Presence.LOCKED,
        scope=_scope(one),
        file=path,
        line=line,
        hashes=tuple(digest for file in files if (digest := text(mapping(file).get("hash")))),
        origin="" if prefix is None else prefix + text(source.get("url")),
        needs=tuple(normalised(ECOSYSTEM.value, need) for need in mapping(one.get("dependencies"))),
        needs_known=True,
        marker=_marker(one),
    )


def _scope(one: dict[str, Any]) -> Scope:
    """By ``category`` (lock version 1) or ``groups`` (2.1); what says neither is shipped."""
    groups = [text(group) for group in listing(one.get("groups"))] or [text(one.get("category"))]
    if groups != [""] and "main" not in groups:
        return Scope.DEVELOPMENT
    return Scope.OPTIONAL if one.get("optional") is True else Scope.RUNTIME


def _marker(one: dict[str, Any]) -> str:
    markers = one.get("markers")
    return text(markers.get("main")) if isinstance(markers, dict) else text(markers)


def _indexes(packages: list[dict[str, Any]], path: str) -> Iterator[Index]:
    for one in packages:
        source = mapping(one.get("source"))
        if text(source.get("type")) == "legacy":
            yield Index(kind="extra-index", address=text(source.get("url")), file=path)
