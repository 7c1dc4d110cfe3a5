"""``package-lock.json`` (lock file versions 1 to 3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from crenel.code.tree import Tree
from crenel.errors import ReadProblem
from crenel.supplychain.component import Dependency, Ecosystem, Presence, Scope
from crenel.supplychain.manifests._nodes import NEEDS
from crenel.supplychain.manifests._pins import host_of
from crenel.supplychain.manifests._places import Keys, json_object, mapping, text
from crenel.supplychain.manifests.manifest import Manifest

ECOSYSTEM = Ecosystem.NPM
LOCK = True
_FIRST, _LAST = 1, 3
_MODULES = "node_modules/"
_ELSEWHERE = ("git", "file:", "http://", "github:")
_REGISTRY_PATH = "/-/"


def names(name: str) -> bool:
    """``package-lock.json``."""
    return name == "package-lock.json"


def read(tree: Tree, path: str) -> Manifest:
    """Every locked package. Raises ReadProblem, also for an unknown version."""
    source = tree.read(path)
    loaded = json_object(source)
    version = loaded.get("lockfileVersion", _FIRST)
    if type(version) is not int or not _FIRST <= version <= _LAST:
        message = f"a package lock of lockfileVersion {version!r} is not known"
        raise ReadProblem(message, f"crenel reads versions {_FIRST} to {_LAST}")
    keys = Keys(source)
    packages = loaded.get("packages")
    found = (
        _packages(packages, path, keys)
        if isinstance(packages, dict)
        else _nested(mapping(loaded.get("dependencies")), path, keys)
    )
    return Manifest(
        path=path,
        format="package_lock",
        lock=True,
        ecosystem=ECOSYSTEM,
        dependencies=tuple(found),
        name=text(loaded.get("name")),
        scripts_told=isinstance(packages, dict),
    )


def _packages(packages: dict[str, Any], path: str, keys: Keys) -> Iterator[Dependency]:
    """Versions 2 and 3: by the folder that each package is put into."""
    start = keys.offset("packages")
    asked = mapping(packages.get(""))
    direct = {
        f"{_MODULES}{name}"
        for section in ("dependencies", "optionalDependencies", "devDependencies")
        for name in mapping(asked.get(section))
    }
    for folder, value in packages.items():
        one = mapping(value)
        if _MODULES not in folder or one.get("link") is True:
            continue
        called = folder.rpartition(_MODULES)[2]
        name = text(one.get("name")) or called
        line = keys.line(folder, start)
        found = _dependency(name, one, path, line, direct=folder in direct, modern=True)
        yield found if name == called else msgspec.structs.replace(found, modules=(called,))


def _nested(dependencies: dict[str, Any], path: str, keys: Keys) -> Iterator[Dependency]:
    """Version 1: packages inside packages."""
    pending = [(dependencies, keys.offset("dependencies"))]
    while pending:
        level, start = pending.pop()
        for name, value in level.items():
            one = mapping(value)
            place = keys.offset(name, start)
            yield _dependency(name, one, path, keys.line(name, start), direct=False, modern=False)
            inner = mapping(one.get("dependencies"))
            if inner:
                pending.append((inner, place))


def _dependency(
    name: str, one: dict[str, Any], path: str, line: int, *, direct: bool, modern: bool
) -> Dependency:
    version, resolved = text(one.get("version")), text(one.get("resolved"))
    if version.startswith("npm:"):
        name, _, version = version.removeprefix("npm:").rpartition("@")
    address = version if ":" in version else resolved
    away = address.startswith(_ELSEWHERE) or (bool(address) and _REGISTRY_PATH not in address)
    integrity = text(one.get("integrity"))
    return Dependency(
        ecosystem=ECOSYSTEM,
        name=name,
        version=version if version and ":" not in version else None,
        wanted=version,
        presence=Presence.LOCKED,
        scope=_scope(one),
        direct=direct,
        file=path,
        line=line,
        hashes=(integrity,) if integrity else (),
        licence=_licence(one.get("license")),
        origin=address if away else "",
        registry="" if away else host_of(address),
        needs=tuple({**mapping(one.get("requires")), **_asked(one)}),
        needs_known=True,
        peers_known=modern,
        installs=one.get("hasInstallScript") is True,
    )


def _asked(one: dict[str, Any]) -> dict[str, Any]:
    """In versions 2 and 3 ``dependencies`` holds ranges; in version 1, packages.

    What is optional may be what it cannot do without (the binaries of another platform aside), and
    peers are installed beside it.
    """
    asked = mapping(one.get("dependencies")).items()
    ranges = {name: value for name, value in asked if isinstance(value, str)}
    others = (name for kind in NEEDS[1:] for name in mapping(one.get(kind)))
    return {**ranges, **dict.fromkeys(others)}


def _scope(one: dict[str, Any]) -> Scope:
    if one.get("dev") is True:
        return Scope.DEVELOPMENT
    optional = one.get("optional") is True or one.get("devOptional") is True
    return Scope.OPTIONAL if optional else Scope.RUNTIME


def _licence(value: object) -> str:
    return text(mapping(value).get("type")) or text(value)
