"""``pnpm-lock.yaml`` (lock file versions 5, 6 and 9)."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.code.tree import Tree
from crenel.errors import ReadProblem
from crenel.model.source import Source
from crenel.pattern import Pattern
from crenel.readers.text.parse import parse
from crenel.readers.text.tree import Node
from crenel.supplychain.component import Dependency, Ecosystem, Presence, Scope
from crenel.supplychain.manifests._nodes import NEEDS, child, entries, keys, scalar
from crenel.supplychain.manifests._walk import reached
from crenel.supplychain.manifests.manifest import Manifest

ECOSYSTEM = Ecosystem.NPM
LOCK = True
_KNOWN = ("5.", "6.", "9.")
_TELLING = ("5.", "6.")
"""Later ones do not say which packages run scripts."""
_PEERS = Pattern(r"[(_].*$")
_SLASHED = Pattern(r"/((?:@[^/]+/)?[^/]+)/([^/_]+).*")
_AT = Pattern(r"/?((?:@[^/@]+/)?[^/@]+)@([^()]+)(?:\(.*)?")
_SECTIONS = {
    "dependencies": Scope.RUNTIME,
    "optionalDependencies": Scope.OPTIONAL,
    "devDependencies": Scope.DEVELOPMENT,
}


def names(name: str) -> bool:
    """``pnpm-lock.yaml``."""
    return name == "pnpm-lock.yaml"


def read(tree: Tree, path: str) -> Manifest:
    """Every locked package. Raises ReadProblem, also for an unknown version."""
    source = tree.read(path)
    documents = parse(source.text)
    root = documents[-1].root if documents else None
    version = scalar(root, "lockfileVersion")
    if not version.startswith(_KNOWN):
        message = f"a pnpm lock file of version {version or '(none)'} is not known"
        raise ReadProblem(message, "crenel reads versions 5, 6 and 9")
    return Manifest(
        path=path,
        format="pnpm_lock",
        lock=True,
        ecosystem=ECOSYSTEM,
        dependencies=tuple(_packages(root, source, _Scopes(root))),
        scripts_told=version.startswith(_TELLING),
    )


class _Scopes:
    """What each package is asked for, along what needs what."""

    def __init__(self, root: Node | None) -> None:
        self.direct: set[str] = set()
        needs = {
            _bare(key): list(_needs(value)) for _, key, value in entries(child(root, "packages"))
        }
        for _, key, value in entries(child(root, "snapshots")):
            needs.setdefault(_bare(key), []).extend(_needs(value))
        asked: dict[Scope, set[str]] = {scope: set() for scope in Scope}
        for importer in [root, *(value for _, _, value in entries(child(root, "importers")))]:
            for section, scope in _SECTIONS.items():
                asked[scope].update(_asked(child(importer, section)))
        self.direct = set().union(*asked.values())
        self._runtime = reached(asked[Scope.RUNTIME], needs)
        self._optional = reached(asked[Scope.OPTIONAL], needs)

    def of(self, key: str, node: Node) -> Scope:
        if scalar(node, "dev") == "true":
            return Scope.DEVELOPMENT
        if not self.direct or key in self._runtime:
            return Scope.RUNTIME
        return Scope.OPTIONAL if key in self._optional else Scope.DEVELOPMENT


def _bare(key: str) -> str:
    """``/a/1.0.0_b@2``, ``/a@1.0.0(b@2)`` and ``a@1.0.0(b@2)`` -> ``a@1.0.0``."""
    name, version = split(key)
    return f"{name}@{version}"


def split(key: str) -> tuple[str, str]:
    """The name and the version that a key says, without its peers."""
    found = _AT.fullmatch(key) or _SLASHED.fullmatch(key)
    return (found[1], _PEERS.sub("", found[2])) if found else (key, "")


def _asked(section: Node | None) -> Iterator[str]:
    for _, name, value in entries(section):
        version = scalar(value, "version") or getattr(value, "text", "")
        if not version.startswith(("link:", "file:")):
            yield _target(name, version)


def _needs(node: Node) -> Iterator[str]:
    for section in ("dependencies", "optionalDependencies"):
        for _, name, value in entries(child(node, section)):
            yield _target(name, getattr(value, "text", ""))


def _target(name: str, version: str) -> str:
    """What a name with a version means: itself, or another package where it is an alias."""
    aliased = version[:1] in ("/", "@") or (not version[:1].isdigit() and _AT.fullmatch(version))
    return _bare(version) if aliased else f"{name}@{_PEERS.sub('', version)}"


def _packages(root: Node | None, source: Source, scopes: _Scopes) -> Iterator[Dependency]:
    snapshots = {_bare(key): value for _, key, value in entries(child(root, "snapshots"))}
    for place, key, value in entries(child(root, "packages")):
        if scalar(value, "resolution", "type") == "directory":
            continue  # of the project's own
        name, version = scalar(value, "name"), scalar(value, "version")
        told = split(key)
        name, version = name or told[0], version or told[1]
        bare = _bare(key)
        integrity = scalar(value, "resolution", "integrity")
        address = scalar(value, "resolution", "tarball") or scalar(value, "resolution", "repo")
        both = (value, snapshots.get(bare))
        asked = (name for one in both for kind in NEEDS for name in keys(child(one, kind)))
        yield Dependency(
            ecosystem=ECOSYSTEM,
            name=name,
            version=version if version[:1].isdigit() else None,
            wanted=version,
            presence=Presence.LOCKED,
            scope=scopes.of(bare, value),
            direct=bare in scopes.direct,
            file=source.path,
            line=source.place(place.start)[0],
            hashes=(integrity,) if integrity else (),
            origin=address if address and "/-/" not in address else "",
            needs=tuple(dict.fromkeys(asked)),
            needs_known=True,
            installs=scalar(value, "requiresBuild") == "true",
        )
