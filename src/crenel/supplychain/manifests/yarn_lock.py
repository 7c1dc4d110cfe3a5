"""``yarn.lock``: the classic format (v1) and berry's (yarn 2 and later, which is YAML)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from crenel.code.tree import Tree
from crenel.errors import ReadProblem
from crenel.model.source import Source
from crenel.pattern import Pattern
from crenel.readers.text.parse import parse
from crenel.readers.text.tree import MapNode
from crenel.supplychain.component import Dependency, Ecosystem, Presence
from crenel.supplychain.manifests._nodes import NEEDS, child, keys, scalar
from crenel.supplychain.manifests.manifest import Manifest

ECOSYSTEM = Ecosystem.NPM
LOCK = True
_ENTRY = Pattern(r'(?P<first>"[^"]+"|[^\s",#][^,"]*?)(?:, (?:"[^"]+"|[^,"]+))*:')
_FIELD = Pattern(r'  (version|resolved|integrity) "?([^"\n]*)"?')
_NEED = Pattern(r'    "?((?:@[^/"\s]+/)?[^@"\s]+)"? ')
_KEY = Pattern(r"((?:@[^/@]+/)?[^@]+)@(.*)")
_ALIAS = Pattern(r"npm:((?:@[^/@]+/)?[^@/]+)@.+")
_REGISTRY_PATH = "/-/"
_OWN = ("workspace:", "link:", "portal:", "file:")


def names(name: str) -> bool:
    """``yarn.lock``."""
    return name == "yarn.lock"


def read(tree: Tree, path: str) -> Manifest:
    """Every locked package. Raises ReadProblem for what is neither format."""
    source = tree.read(path)
    head = source.text[:1000]
    if "__metadata:" in source.text:
        found = list(_berry(source))
    elif "# yarn lockfile v1" in head or not source.text.strip():
        found = list(_classic(source))
    else:
        raise ReadProblem("it is neither a yarn lock file of version 1 nor one of berry")
    return Manifest(
        path=path,
        format="yarn_lock",
        lock=True,
        ecosystem=ECOSYSTEM,
        dependencies=tuple(found),
        scoped=False,
    )


class _Entry:
    """An entry of the classic format while it is read."""

    def __init__(self, asked: str, line: int) -> None:
        self.asked = asked
        self.line = line
        self.fields: dict[str, str] = {}
        self.needs: list[str] = []

    def dependency(self, path: str) -> Dependency:
        """The package. Raises ReadProblem where the entry names none."""
        found = _KEY.fullmatch(self.asked)
        if found is None:
            message = f"the entry {self.asked[:100]!r} names no package"
            raise ReadProblem(message, "Write the lock file anew", line=self.line)
        alias = _ALIAS.fullmatch(found[2])
        resolved = self.fields.get("resolved", "")
        away = bool(resolved) and _REGISTRY_PATH not in resolved
        integrity = self.fields.get("integrity") or _sha1(resolved)
        return Dependency(
            ecosystem=ECOSYSTEM,
            name=alias[1] if alias else found[1],
            version=self.fields.get("version") or None,
            presence=Presence.LOCKED,
            file=path,
            line=self.line,
            hashes=(integrity,) if integrity else (),
            origin=resolved if away else "",
            needs=tuple(self.needs),
            needs_known=True,
            peers_known=False,
        )


def _sha1(resolved: str) -> str:
    """Old entries carry the digest behind the address."""
    digest = resolved.rpartition("#")[2] if "#" in resolved else ""
    return f"sha1:{digest}" if re.fullmatch("[0-9a-f]{40}", digest) else ""


def _classic(source: Source) -> Iterator[Dependency]:
    entry: _Entry | None = None
    for number, line in enumerate(source.text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            if entry is not None:
                yield entry.dependency(source.path)
            found = _ENTRY.fullmatch(line.rstrip())
            if found is None:
                raise ReadProblem("this is no entry of a yarn lock file", line=number)
            entry = _Entry(found["first"].strip('"'), number)
        elif entry is not None:
            _into(entry, line)
    if entry is not None:
        yield entry.dependency(source.path)


def _into(entry: _Entry, line: str) -> None:
    field, need = _FIELD.fullmatch(line.rstrip()), _NEED.match(line)
    if field is not None:
        entry.fields[field[1]] = field[2]
    elif need is not None:
        entry.needs.append(need[1])


def _berry(source: Source) -> Iterator[Dependency]:
    documents = parse(source.text)
    root = documents[0].root if documents else None
    if not isinstance(root, MapNode):
        raise ReadProblem("it holds no map of packages")
    for key, (place, value) in root.entries.items():
        found = _KEY.fullmatch(scalar(value, "resolution")) if key != "__metadata" else None
        if found is None or found[2].startswith(_OWN):
            continue
        checksum = scalar(value, "checksum")
        one = Dependency(
            ecosystem=ECOSYSTEM,
            name=found[1],
            version=scalar(value, "version") or None,
            presence=Presence.LOCKED,
            file=source.path,
            line=source.place(place.start)[0],
            hashes=(checksum,) if checksum else (),
            origin="" if found[2].startswith(("npm:", "patch:", "virtual:")) else found[2],
            needs=tuple(name for kind in NEEDS for name in keys(child(value, kind))),
            needs_known=True,
        )
        yield (
            one
            if scalar(value, "version") != "0.0.0-use.local"
            else msgspec.structs.replace(one, version=None)
        )
