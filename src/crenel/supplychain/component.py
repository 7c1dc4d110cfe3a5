"""A library as something says it: a manifest, a lock file, an artifact, a runtime."""

from __future__ import annotations

from enum import Enum

import msgspec

from crenel.supplychain.purl import purl


class Ecosystem(Enum):
    """Where a name means something; the values are those of the OSV schema, but for Node.js."""

    PYPI = "PyPI"
    NPM = "npm"
    GO = "Go"
    MAVEN = "Maven"
    NODE = "Node.js"
    """The runtime itself. The OSV schema has no name for it."""


class Presence(Enum):
    """What is known of a library's being there; the later, the closer to what runs."""

    DECLARED = "declared"
    LOCKED = "locked"
    PROVIDED = "provided"
    """The platform's runtime brings it."""
    BUNDLED = "bundled"
    """A bundler says that it took it."""
    INSTALLED = "installed"

    @property
    def is_there(self) -> bool:
        """Was it seen itself, and not only asked for?"""
        return self in (Presence.BUNDLED, Presence.INSTALLED)


class Scope(Enum):
    """What a library is asked for."""

    RUNTIME = "runtime"
    OPTIONAL = "optional"
    DEVELOPMENT = "development"


class Dependency(msgspec.Struct, frozen=True, kw_only=True):
    """One sighting of a library, at ``file`` and ``line`` (from 1)."""

    ecosystem: Ecosystem
    name: str
    """As its ecosystem normalises it, an npm scope and a Maven group included."""
    version: str | None = None
    """None where nothing pins it: a range is not a version."""
    wanted: str = ""
    """The range as written."""
    presence: Presence = Presence.DECLARED
    scope: Scope = Scope.RUNTIME
    direct: bool = False
    """Does the project itself ask for it?"""
    file: str = ""
    line: int = 1
    hashes: tuple[str, ...] = ()
    """``sha256:<hex>``, or the integrity as the lock file writes it."""
    licence: str = ""
    """As written."""
    classifiers: tuple[str, ...] = ()
    """Licence classifiers of Python metadata."""
    licence_file: str = ""
    """The beginning of the licence's text, where one was found."""
    origin: str = ""
    """The address it comes from where that is not a registry: a repository, an archive, a path."""
    needs: tuple[str, ...] = ()
    """The names of the libraries that it asks for."""
    needs_known: bool = False
    """Are these all of them?"""
    peers_known: bool = True
    """npm: do they include its peers, which the project itself may have to ask for?"""
    marker: str = ""
    """The PEP 508 marker under which it is installed."""
    modules: tuple[str, ...] = ()
    """The names that it is imported by, where its metadata tells."""
    native: bool = False
    """Does it ship compiled code?"""
    installs: bool = False
    """Does it run a script while it is installed?"""
    size: int = 0
    """Bytes, where they were seen."""
    layer: str = ""
    """The layer that brings it; empty for the function's own package."""
    stripped: bool = False
    """Was its metadata removed, so that its name and version are what its source tells?"""

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same component."""
        return (self.ecosystem.value, self.name, self.version or "")

    @property
    def purl(self) -> str:
        """Its package URL."""
        return purl(self.ecosystem.value, self.name, self.version)
