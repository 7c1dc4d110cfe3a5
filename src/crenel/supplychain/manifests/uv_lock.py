"""``uv.lock`` (uv's lock file, version 1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from crenel.code.tree import Tree
from crenel.errors import ReadProblem
from crenel.supplychain.component import Dependency, Ecosystem, Presence, Scope
from crenel.supplychain.manifests._places import headers, listing, mapping, table, text
from crenel.supplychain.manifests._walk import reached
from crenel.supplychain.manifests.manifest import Index, Manifest
from crenel.supplychain.purl import normalised

ECOSYSTEM = Ecosystem.PYPI
LOCK = True
_OWN = ("virtual", "editable", "directory")
_VERSION = 1


def names(name: str) -> bool:
    """``uv.lock``."""
    return name == "uv.lock"


def read(tree: Tree, path: str) -> Manifest:
    """Every locked package but the project itself. Raises ReadProblem."""
    source = tree.read(path)
    loaded = table(source)
    if loaded.get("version") != _VERSION:
        message = f"uv.lock of version {loaded.get('version', '(none)')} is not known"
        raise ReadProblem(message, f"crenel reads version {_VERSION}")
    packages = [mapping(one) for one in listing(loaded.get("package"))]
    lines = headers(source, "package")
    places = lines if len(lines) == len(packages) else [1] * len(packages)
    scopes, markers = _Scopes(packages), _Markers(packages)
    found = [
        msgspec.structs.replace(
            _package(one, path, line, scopes), marker=markers.of(one, _name(one))
        )
        for one, line in zip(packages, places, strict=True)
        if not _is_own(one)
    ]
    return Manifest(
        path=path,
        format="uv_lock",
        lock=True,
        ecosystem=ECOSYSTEM,
        dependencies=tuple(found),
        indexes=tuple(_indexes(packages, path)),
        local=tuple(_local(packages, scopes)),
    )


def _local(packages: list[dict[str, Any]], scopes: _Scopes) -> Iterator[tuple[str, str]]:
    """Packages of the project's own that it is shipped with; itself it is not."""
    for one in packages:
        source = mapping(one.get("source"))
        folder = text(source.get("directory")) or text(source.get("editable"))
        if folder not in ("", ".") and _name(one) in scopes.direct:
            yield _name(one), f"file:{folder}"


class _Markers:
    """When each package is installed: in which fork of the resolution, and for whom.

    The markers of what asks are not followed further up: what is installed too often harms nobody.
    """

    def __init__(self, packages: list[dict[str, Any]]) -> None:
        self._asked: dict[tuple[str, str], list[str]] = {}
        for one in packages:
            for edge in _edges(one):
                key = (
                    normalised(ECOSYSTEM.value, text(edge.get("name"))),
                    text(edge.get("version")),
                )
                self._asked.setdefault(key, []).append(text(edge.get("marker")))

    def of(self, one: dict[str, Any], name: str) -> str:
        """A PEP 508 marker; empty for always."""
        fork = [text(marker) for marker in listing(one.get("resolution-markers"))]
        keys = ((name, ""), (name, text(one.get("version"))))
        asked = [marker for key in keys for marker in self._asked.get(key, ())]
        parts = (" or ".join(f"({one})" for one in every) for every in (fork, asked) if all(every))
        return " and ".join(f"({part})" for part in parts if part)


class _Scopes:
    """What each package is asked for, from the project along what needs what."""

    def __init__(self, packages: list[dict[str, Any]]) -> None:
        needs = {_name(one): [*_needs(one), *_extras(one)] for one in packages if not _is_own(one)}
        own = [one for one in packages if _is_own(one)]
        self.direct = {name for one in own for name in _needs(one)}
        self._runtime = reached(self.direct, needs)
        self._optional = reached((name for one in own for name in _extras(one)), needs)
        self._rooted = bool(own)

    def of(self, name: str) -> Scope:
        if name in self._runtime or not self._rooted:
            return Scope.RUNTIME
        return Scope.OPTIONAL if name in self._optional else Scope.DEVELOPMENT


def _is_own(one: dict[str, Any]) -> bool:
    return any(kind in mapping(one.get("source")) for kind in _OWN)


def _name(one: dict[str, Any]) -> str:
    return normalised(ECOSYSTEM.value, text(one.get("name")))


def _needs(one: dict[str, Any]) -> list[str]:
    return _names(listing(one.get("dependencies")))


def _extras(one: dict[str, Any]) -> list[str]:
    groups = mapping(one.get("optional-dependencies")).values()
    return [name for group in groups for name in _names(listing(group))]


def _edges(one: dict[str, Any]) -> Iterator[dict[str, Any]]:
    sections = (mapping(one.get(key)) for key in ("optional-dependencies", "dev-dependencies"))
    groups = [one.get("dependencies"), *(group for part in sections for group in part.values())]
    return (mapping(edge) for group in groups for edge in listing(group))


def _names(needs: Iterable[object]) -> list[str]:
    return [normalised(ECOSYSTEM.value, text(mapping(need).get("name"))) for need in needs]


def _package(one: dict[str, Any], path: str, line: int, scopes: _Scopes) -> Dependency:
    name = _name(one)
    if not name:
        raise ReadProblem("a package has no name", "Write the lock file anew", line=line)
    source = mapping(one.get("source"))
    return Dependency(
        ecosystem=ECOSYSTEM,
        name=name,
        version=text(one.get("version")) or None,
        presence=Presence.LOCKED,
        scope=scopes.of(name),
        direct=name in scopes.direct,
        file=path,
        line=line,
        hashes=tuple(_hashes(one)),
        origin=next(
            (
                f"git+{source[kind]}" if kind == "git" else str(source[kind])
                for kind in ("git", "url", "path")
                if kind in source
            ),
            "",
        ),
        needs=tuple(_needs(one)),
        needs_known=True,
    )


def _hashes(one: dict[str, Any]) -> Iterator[str]:
    for file in [*listing(one.get("wheels")), one.get("sdist")]:
        digest = text(mapping(file).get("hash"))
        if digest:
            yield digest


def _indexes(packages: list[dict[str, Any]], path: str) -> Iterator[Index]:
    registries = (text(mapping(one.get("source")).get("registry")) for one in packages)
    for address in dict.fromkeys(registries):
        if address:
            yield Index(kind="index", address=address, file=path)
