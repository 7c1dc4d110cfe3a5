"""Manifests and artifacts by place, each read once."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from crenel.code.tree import folder_of
from crenel.errors import ReadProblem
from crenel.model.verdict import Unread
from crenel.readers.root import Root
from crenel.supplychain.artifacts.files import Files, opened
from crenel.supplychain.artifacts.trace import libraries
from crenel.supplychain.component import Dependency, Ecosystem, Scope
from crenel.supplychain.inventory.family import Family, family_of
from crenel.supplychain.manifests._walk import reached
from crenel.supplychain.manifests._workspaces import Workspaces
from crenel.supplychain.manifests.manifest import Manifest
from crenel.supplychain.manifests.read import reader_of
from crenel.supplychain.reach.installed import Installed
from crenel.supplychain.reach.vendored import site_of

_INSTALLED_FROM = "requirements.txt"
"""The one requirements file that builders install from."""


class Artifact:
    """What was found in a folder or an archive."""

    def __init__(self, files: Files | None, found: list[Dependency]) -> None:
        self.files = files
        self.libraries = found
        python = any(one.ecosystem is Ecosystem.PYPI for one in found)
        self.installed = Installed(files, _sites(files, found)) if files and python else None
        npm = any(one.ecosystem is Ecosystem.NPM and one.presence.is_there for one in found)
        self.packages = [files] if files is not None and npm else []

    def asked(self, names: Iterable[str]) -> list[Dependency]:
        """Libraries of these names that lie there without metadata."""
        if self.files is None:
            return []
        from crenel.supplychain.artifacts.stripped import (  # noqa: PLC0415 - few artifacts ask
            stripped,
        )

        found = list(stripped(self.files, self.libraries, names))
        if found:
            known = [*self.libraries, *found]
            self.installed = Installed(self.files, _sites(self.files, known))
        return found

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(self.files.sizes.values()) if self.files is not None else 0


def _sites(files: Files, found: Iterable[Dependency]) -> set[str]:
    """The folders, relative to an artifact, of libraries whose metadata was removed."""
    around = files.at("")
    return {
        site_of(one).removeprefix(around.rstrip("/")).strip("/") for one in found if one.stripped
    }


class Places:
    """The manifests and artifacts of a root; ``unread`` collects what could not be read."""

    def __init__(self, root: Root) -> None:
        self.root = root
        self.unread: list[Unread] = []
        self.used: set[str] = set()
        """Paths of the manifests that some function owns."""
        self._manifests: dict[str, Manifest | None] = {}
        self._artifacts: dict[str, Artifact] = {}
        self._named: dict[str, Workspaces] = {}
        self._owned: dict[tuple[str, str, Ecosystem | None], list[Manifest]] = {}

    def manifest(self, path: str) -> Manifest | None:
        """A manifest; None where it could not be read, which is told once."""
        if path not in self._manifests:
            self._manifests[path] = self._read(path)
        return self._manifests[path]

    def _read(self, path: str) -> Manifest | None:
        reader = reader_of(path)
        if reader is None:
            return None
        try:
            found = reader.read(self.root, path)
        except ReadProblem as problem:
            self._note(path, problem)
            return None
        self.unread.extend(found.problems)
        return found

    def artifact(self, place: str) -> Artifact:
        """The libraries in a folder or archive, by their traces."""
        if place not in self._artifacts:
            try:
                files = opened(self.root, place)
                found, problems = libraries(files)
                self.unread.extend(problems)
                self._artifacts[place] = Artifact(files, found)
            except ReadProblem as problem:
                self._note(place, problem)
                self._artifacts[place] = Artifact(None, [])
        return self._artifacts[place]

    def owned(self, place: str, top: str, ecosystem: Ecosystem | None) -> list[Manifest]:
        """The manifests of a code folder: in it, or in the nearest folder above up to ``top``.

        Where only ranges are found, the nearest lock file further up gives their versions.
        """
        key = (place, top, ecosystem)
        if key not in self._owned:
            self._owned[key] = self._find(place, top, ecosystem)
        return self._owned[key]

    def _find(self, place: str, top: str, ecosystem: Ecosystem | None) -> list[Manifest]:
        above = list(_upwards(place, top))
        for height, folder in enumerate(above):
            found = self._in(folder, ecosystem)
            if found:
                family = self._family(found, above[height:])
                found = [*family.manifests, *(one for one in found if one.lock)]
                return [*_scoped(found, family), *self._locks(found, family, above[height + 1 :])]
        return []

    def _family(self, found: list[Manifest], above: list[str]) -> Family:
        return family_of(found, above, self._workspaces, self.manifest)

    def _locks(self, found: list[Manifest], family: Family, above: list[str]) -> list[Manifest]:
        if any(one.lock for one in found):
            return []
        ecosystem = found[0].ecosystem
        for folder in above:
            locks = [one for one in self._in(folder, ecosystem) if one.lock]
            if locks:
                return [_restricted(lock, family.asked) for lock in locks]
        return []

    def _workspaces(self, folder: str) -> Workspaces:
        if folder not in self._named:
            self._named[folder] = Workspaces(self.root, folder)
        return self._named[folder]

    def _in(self, folder: str, ecosystem: Ecosystem | None) -> list[Manifest]:
        found: list[Manifest] = []
        for name in self.root.children(folder):
            reader = reader_of(name)
            if reader is None or (ecosystem is not None and reader.ECOSYSTEM is not ecosystem):
                continue
            if name.endswith(".txt") and name != _INSTALLED_FROM:
                continue
            path = f"{folder}/{name}" if folder else name
            self.used.add(path)
            manifest = self.manifest(path)
            if manifest is not None and _says_something(manifest):
                found.append(manifest)
        return found

    def _note(self, path: str, problem: ReadProblem) -> None:
        self.unread.append(
            Unread(file=path, reason=str(problem), line=problem.line, column=problem.column)
        )


def _says_something(manifest: Manifest) -> bool:
    """A pyproject.toml that only configures tools owns no function."""
    return bool(manifest.dependencies) or manifest.format != "pyproject_toml"


def _upwards(place: str, top: str) -> list[str]:
    """The folder itself, and those above it down to ``top``; its own root where it lies aside."""
    found = [place]
    inside = not top or place == top or place.startswith(f"{top}/")
    while place and (place != top or not inside):
        place = folder_of(place)
        found.append(place)
        if inside and place == top:
            break
    return found


def _scoped(found: list[Manifest], family: Family) -> list[Manifest]:
    """A lock file that does not tell what is for development learns it from what asks."""
    if not family.asked:
        return found
    return [one if one.scoped else _told(one, family.asked) for one in found]


def _told(lock: Manifest, asked: list[Dependency]) -> Manifest:
    shipped, others = _reached(lock, asked)
    told = [
        msgspec.structs.replace(one, scope=Scope.DEVELOPMENT)
        if one.name in others and one.name not in shipped
        else one
        for one in lock.dependencies
    ]
    return msgspec.structs.replace(lock, dependencies=tuple(told))


def _restricted(lock: Manifest, asked: list[Dependency]) -> Manifest:
    """The part of a lock file, shared by several projects, that one of them asks for."""
    shipped, others = _reached(lock, asked)
    kept = [
        msgspec.structs.replace(
            one, scope=Scope.RUNTIME if one.name in shipped else Scope.DEVELOPMENT
        )
        for one in lock.dependencies
        if one.name in others
    ]
    return msgspec.structs.replace(lock, dependencies=tuple(kept))


def _reached(lock: Manifest, asked: list[Dependency]) -> tuple[set[str], set[str]]:
    """The names in a lock file that the project leads to: to be shipped, and at all."""
    needs: dict[str, list[str]] = {}
    for one in lock.dependencies:
        needs.setdefault(one.name, []).extend(one.needs)
    shipped = (one.name for one in asked if one.scope is not Scope.DEVELOPMENT)
    return reached(shipped, needs), reached((one.name for one in asked), needs)
