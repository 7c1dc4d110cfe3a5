"""``package.json``: what a JavaScript project asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crenel.code.tree import Tree
from crenel.pattern import Pattern
from crenel.supplychain.component import Dependency, Ecosystem, Scope
from crenel.supplychain.manifests._pins import exact
from crenel.supplychain.manifests._places import Keys, json_object, mapping, text
from crenel.supplychain.manifests._workspaces import is_local
from crenel.supplychain.manifests.manifest import Manifest, Script

ECOSYSTEM = Ecosystem.NPM
LOCK = False
_SECTIONS = {
    "dependencies": Scope.RUNTIME,
    "optionalDependencies": Scope.OPTIONAL,
    "devDependencies": Scope.DEVELOPMENT,
}
_SCRIPTS = ("preinstall", "install", "postinstall", "prepare")
_ADDRESS = Pattern(
    r"(?:[a-z+]+://|git[@+:]|github:|gitlab:|bitbucket:|gist:|file:|[\w.-]+/[\w.-]+(?:#|$))"
)
_ALIAS = Pattern(r"npm:((?:@[^/@]+/)?[^@]+)(?:@(.*))?")


def names(name: str) -> bool:
    """``package.json``."""
    return name == "package.json"


def read(tree: Tree, path: str) -> Manifest:
    """What the project asks for. Raises ReadProblem."""
    source = tree.read(path)
    loaded = json_object(source)
    keys = Keys(source)
    return Manifest(
        path=path,
        format="package_json",
        lock=False,
        ecosystem=ECOSYSTEM,
        dependencies=tuple(_asked(loaded, path, keys)),
        local=tuple(_local(loaded)),
        scripts=tuple(_scripts(loaded, path, keys)),
        name=text(loaded.get("name")),
    )


def _asked(loaded: dict[str, Any], path: str, keys: Keys) -> Iterator[Dependency]:
    for section, scope in _SECTIONS.items():
        start = keys.offset(section)
        for name, value in mapping(loaded.get(section)).items():
            wanted = text(value)
            if not is_local(wanted):
                yield _dependency(name, wanted, scope, path, keys.line(name, start))


def _local(loaded: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for section, scope in _SECTIONS.items():
        for name, value in mapping(loaded.get(section)).items():
            if scope is not Scope.DEVELOPMENT and is_local(text(value)):
                yield name, text(value)


def _dependency(name: str, wanted: str, scope: Scope, path: str, line: int) -> Dependency:
    called, alias = name, _ALIAS.fullmatch(wanted)
    if alias is not None:
        name, wanted = alias[1], alias[2] or ""
    address = wanted if _ADDRESS.match(wanted) else ""
    return Dependency(
        ecosystem=ECOSYSTEM,
        name=name,
        version=exact(wanted),
        wanted=wanted,
        modules=(called,) if called != name else (),
        scope=scope,
        direct=True,
        file=path,
        line=line,
        origin=address,
    )


def _scripts(loaded: dict[str, Any], path: str, keys: Keys) -> Iterator[Script]:
    start = keys.offset("scripts")
    scripts = mapping(loaded.get("scripts"))
    for name in _SCRIPTS:
        if name in scripts:
            line = keys.line(name, start)
            yield Script(name=name, command=text(scripts[name]), file=path, line=line)
