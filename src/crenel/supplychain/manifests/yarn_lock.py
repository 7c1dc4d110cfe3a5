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
from crenel.readers.text.tree import MapNode, ScalarNode
from crenel.supplychain.component import Dependency, Ecosystem, Presence
from crenel.supplychain.manifests._nodes import NEEDS, child, entries, keys, scalar
from crenel.supplychain.manifests._pins import host_of
from crenel.supplychain.manifests._workspaces import is_local
from crenel.supplychain.manifests.manifest import Manifest

ECOSYSTEM = Ecosystem.NPM
LOCK = True
_ENTRY = Pattern(r'(?:"[^"]+"|[^\s",#][^,"]*?)(?:, (?:"[^"]+"|[^,"]+))*:')
_DESCRIPTOR = Pattern(r'"([^"]+)"|([^\s",][^,"]*)')
_FIELD = Pattern(r'  (version|resolved|integrity) "?([^"\n]*)"?')
_NEED = Pattern(r'    "?((?:@[^/"\s]+/)?[^@"\s]+)"? "?([^"\n]*)"?')
_SECTION = Pattern(r"  (\w+):")
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
    if is_berry(source):
        found = list(_berry(source))
    elif "# yarn lockfile v1" in head or not source.text.strip():
        found = [one.dependency(path) for one in classic(source) if not one.is_own]
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


class Entry:
    """An entry of the classic format: one package, and what asked for it."""

    def __init__(self, asked: tuple[str, ...], line: int) -> None:
        self.asked = asked
        """``name@range``, each that this version answers to."""
        self.line = line
        self.fields: dict[str, str] = {}
        self.needs: dict[str, str] = {}
        """Name -> range, of what it asks for itself."""
        self.optional: set[str] = set()
        """Which of those it can do without."""
        self._section = ""

    @property
    def name(self) -> str:
        """The package's own name. Raises ReadProblem where the entry names none."""
        found = _KEY.fullmatch(self.asked[0])
        if found is None:
            message = f"the entry {self.asked[0][:100]!r} names no package"
            raise ReadProblem(message, "Write the lock file anew", line=self.line)
        alias = _ALIAS.fullmatch(found[2])
        return alias[1] if alias else found[1]

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names that it is imported by."""
        asked = [found for one in self.asked if (found := _KEY.fullmatch(one))]
        return tuple(dict.fromkeys(one[1] for one in asked if one[1] != self.name))

    @property
    def integrity(self) -> str:
        """As the lock file writes it; of old entries, the digest behind the address."""
        return self.fields.get("integrity") or _sha1(self.fields.get("resolved", ""))

    @property
    def is_own(self) -> bool:
        """Is it a folder of the project's?"""
        found = _KEY.fullmatch(self.asked[0])
        return found is not None and is_local(found[2]) and not self.fields.get("resolved")

    def take(self, line: str) -> None:
        """One line of it."""
        text = line.rstrip()
        field, need, section = _FIELD.fullmatch(text), _NEED.match(text), _SECTION.fullmatch(text)
        if field is not None:
            self.fields[field[1]] = field[2]
        elif section is not None:
            self._section = section[1]
        elif need is not None:
            self.needs[need[1]] = need[2]
            self.optional |= {need[1]} if self._section == "optionalDependencies" else set()

    def dependency(self, path: str) -> Dependency:
        """The package. Raises ReadProblem where the entry names none."""
        resolved, integrity = self.fields.get("resolved", ""), self.integrity
        away = bool(resolved) and _REGISTRY_PATH not in resolved
        return Dependency(
            ecosystem=ECOSYSTEM,
            name=self.name,
            modules=self.aliases,
            version=self.fields.get("version") or None,
            presence=Presence.LOCKED,
            file=path,
            line=self.line,
            hashes=(integrity,) if integrity else (),
            origin=resolved if away else "",
            registry="" if away else host_of(resolved),
            needs=tuple(self.needs),
            needs_known=True,
            peers_known=False,
        )


def _sha1(resolved: str) -> str:
    digest = resolved.rpartition("#")[2] if "#" in resolved else ""
    return f"sha1:{digest}" if re.fullmatch("[0-9a-f]{40}", digest) else ""


def is_berry(source: Source) -> bool:
    """Is it of yarn 2 or later?"""
    return "__metadata:" in source.text


def berry(source: Source) -> Iterator[Entry]:
    """The entries of a lock file of yarn 2 or later, those of the project's own left out.

    Their checksums are of archives that yarn makes itself: no entry has an integrity.
    """
    for place, key, value in entries(parse(source.text)[0].root):
        resolution = scalar(value, "resolution")
        found = _KEY.fullmatch(resolution)
        if found is None or found[2].startswith(_OWN):
            continue
        entry = Entry(tuple(key.split(", ")), source.place(place.start)[0])
        away = not found[2].startswith("npm:")
        entry.fields = {"version": scalar(value, "version"), "resolved": found[2] if away else ""}
        entry.needs = {
            name: one.text
            for _, name, one in entries(child(value, "dependencies"))
            if isinstance(one, ScalarNode)
        }
        told = entries(child(value, "dependenciesMeta"))
        entry.optional = {name for _, name, one in told if scalar(one, "optional") == "true"}
        yield entry


def classic(source: Source) -> Iterator[Entry]:
    """The entries of the classic format. Raises ReadProblem for what is none."""
    entry: Entry | None = None
    for number, line in enumerate(source.text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            if entry is not None:
                yield entry
            if _ENTRY.fullmatch(line.rstrip()) is None:
                raise ReadProblem("this is no entry of a yarn lock file", line=number)
            head = line.rstrip().removesuffix(":")
            asked = tuple(one[1] or one[2] for one in _DESCRIPTOR.finditer(head))
            entry = Entry(asked, number)
        elif entry is not None:
            entry.take(line)
    if entry is not None:
        yield entry


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
