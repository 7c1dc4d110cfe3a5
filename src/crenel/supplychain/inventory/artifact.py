"""What is in a folder or an archive: its libraries by their traces, and its files."""

from __future__ import annotations

from collections.abc import Iterable

from crenel.model.verdict import Unread
from crenel.readers.root import Root
from crenel.supplychain.artifacts.files import Files, opened
from crenel.supplychain.artifacts.trace import libraries
from crenel.supplychain.component import Dependency, Ecosystem
from crenel.supplychain.reach.installed import Installed
from crenel.supplychain.reach.vendored import site_of


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


def artifact(root: Root, place: str) -> tuple[Artifact, list[Unread]]:
    """What lies at a place, and what of it could not be read. Raises ReadProblem."""
    files = opened(root, place)
    found, problems = libraries(files)
    return Artifact(files, found), list(problems)
