"""``Pipfile.lock`` (pipfile-spec 6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crenel.code.tree import Tree
from crenel.errors import ReadProblem
from crenel.supplychain.component import Dependency, Ecosystem, Presence, Scope
from crenel.supplychain.manifests._pins import pinned
from crenel.supplychain.manifests._places import Keys, json_object, listing, mapping, text
from crenel.supplychain.manifests.manifest import Index, Manifest
from crenel.supplychain.purl import normalised

ECOSYSTEM = Ecosystem.PYPI
LOCK = True
_SPEC = 6
_SECTIONS = {"default": Scope.RUNTIME, "develop": Scope.DEVELOPMENT}


def names(name: str) -> bool:
    """``Pipfile.lock``."""
    return name == "Pipfile.lock"


def read(tree: Tree, path: str) -> Manifest:
    """Every locked package. Raises ReadProblem, also for an unknown specification."""
    source = tree.read(path)
    loaded = json_object(source)
    meta = mapping(loaded.get("_meta"))
    if meta.get("pipfile-spec") != _SPEC:
        message = f"Pipfile.lock of pipfile-spec {meta.get('pipfile-spec', '(none)')} is not known"
        raise ReadProblem(message, f"crenel reads {_SPEC}")
    keys = Keys(source)
    return Manifest(
        path=path,
        format="pipfile_lock",
        lock=True,
        ecosystem=ECOSYSTEM,
        dependencies=tuple(_packages(loaded, path, keys)),
        indexes=tuple(_indexes(meta, path, keys)),
    )


def _packages(loaded: dict[str, Any], path: str, keys: Keys) -> Iterator[Dependency]:
    for section, scope in _SECTIONS.items():
        start = keys.offset(section)
        for name, value in mapping(loaded.get(section)).items():
            one = mapping(value)
            yield Dependency(
                ecosystem=ECOSYSTEM,
                name=normalised(ECOSYSTEM.value, name),
                version=_version(text(one.get("version"))),
                wanted=text(one.get("version")),
                presence=Presence.LOCKED,
                scope=scope,
                file=path,
                line=keys.line(name, start),
                hashes=tuple(map(text, listing(one.get("hashes")))),
                origin=_origin(one),
                marker=text(one.get("markers")),
            )


def _version(specifier: str) -> str | None:
    from packaging.specifiers import (  # noqa: PLC0415 - seldom needed, slow to load
        InvalidSpecifier,
        SpecifierSet,
    )

    try:
        return pinned(SpecifierSet(specifier))
    except InvalidSpecifier:
        return specifier.removeprefix("==") if specifier.startswith("==") else None


def _origin(one: dict[str, Any]) -> str:
    if "git" in one:
        return f"git+{text(one['git'])}@{text(one.get('ref'))}"
    return text(one.get("file")) or text(one.get("path"))


def _indexes(meta: dict[str, Any], path: str, keys: Keys) -> Iterator[Index]:
    for place, one in enumerate(map(mapping, listing(meta.get("sources")))):
        kind = "extra-index" if place else "index"
        line = keys.line("url", keys.offset("sources"))
        yield Index(kind=kind, address=text(one.get("url")), file=path, line=line)
