"""A package with those of the project's own that it is shipped with.

A function of a workspace asks for another package of it, and is shipped with what that asks for.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator

import msgspec

from crenel.code.tree import folder_of
from crenel.supplychain.component import Dependency, Ecosystem, Scope
from crenel.supplychain.manifests._workspaces import PROJECT, Workspaces
from crenel.supplychain.manifests.manifest import Manifest

Read = Callable[[str], Manifest | None]


class Family(msgspec.Struct, kw_only=True):
    """What asks for libraries: the package's manifests, and those of its relatives."""

    manifests: list[Manifest] = msgspec.field(default_factory=list)
    """Without lock files; relatives are not among what they ask for."""

    @property
    def asked(self) -> list[Dependency]:
        """Everything that they ask for."""
        return [one for manifest in self.manifests for one in manifest.dependencies]


def family_of(
    found: list[Manifest], above: list[str], workspaces: Callable[[str], Workspaces], read: Read
) -> Family:
    """The family of a folder's manifests; ``above`` are its folder and those around it."""
    return _Gathering(above, workspaces, read).family(found)


class _Gathering:
    def __init__(
        self, above: list[str], workspaces: Callable[[str], Workspaces], read: Read
    ) -> None:
        self._above = above
        self._workspaces = workspaces
        self._read = read

    def family(self, found: list[Manifest]) -> Family:
        family = Family()
        pending = [(one, False) for one in found if not one.lock]
        seen = {one.path for one, _ in pending}
        while pending:
            manifest, relative = pending.pop(0)
            if manifest.ecosystem is not Ecosystem.NPM:
                family.manifests.append(manifest)
                continue
            folders = dict(self._relatives(manifest))
            family.manifests.append(_without(manifest, set(folders), relative=relative))
            for folder in folders.values():
                other = self._read(f"{folder}/{PROJECT}".lstrip("/"))
                if other is not None and other.path not in seen:
                    seen.add(other.path)
                    pending.append((other, True))
        return family

    def _relatives(self, manifest: Manifest) -> Iterator[tuple[str, str]]:
        """Name and folder of each package of the project's own that one asks for."""
        for name, wanted in manifest.local:
            folder = self._named(name)
            if "/" in wanted:
                path = posixpath.join(folder_of(manifest.path) or ".", wanted.partition(":")[2])
                folder = posixpath.normpath(path)
            if folder is not None and not folder.startswith(".."):
                yield name, folder
        for one in manifest.dependencies:
            folder = self._named(one.name)
            if folder is not None and one.scope is not Scope.DEVELOPMENT:
                yield one.name, folder

    def _named(self, name: str) -> str | None:
        every = (self._workspaces(folder).named(name) for folder in self._above)
        return next((one for one in every if one is not None), None)


def _without(manifest: Manifest, names: set[str], *, relative: bool) -> Manifest:
    """Without relatives; of a relative, what is for its own development does not come along."""
    kept = tuple(
        one
        for one in manifest.dependencies
        if one.name not in names and not (relative and one.scope is Scope.DEVELOPMENT)
    )
    return msgspec.structs.replace(manifest, dependencies=kept)
