"""What one function is made of."""

from __future__ import annotations

from enum import Enum

import msgspec

from crenel.model.verdict import Unread
from crenel.supplychain.component import Dependency, Ecosystem, Presence, Scope
from crenel.supplychain.manifests.manifest import Manifest
from crenel.supplychain.purl import purl
from crenel.supplychain.reach.installed import Installed


class Standing(Enum):
    """What asking and being there say together."""

    DECLARED = "declared"
    """It is asked for; nothing was built that could be compared."""
    SHIPPED = "shipped"
    """It is asked for, and there."""
    ABSENT = "absent"
    """It is asked for, and not in what was built."""
    UNDECLARED = "undeclared"
    """It is there, or imported, and nothing asks for it."""


class Component(msgspec.Struct, frozen=True, kw_only=True):
    """One library of one function, with every sighting of it; the first tells its place."""

    ecosystem: Ecosystem
    name: str
    version: str | None
    sightings: tuple[Dependency, ...]
    standing: Standing = Standing.DECLARED

    @property
    def purl(self) -> str:
        """Its package URL."""
        return purl(self.ecosystem.value, self.name, self.version)

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same component in another function."""
        return (self.ecosystem.value, self.name, self.version or "")

    @property
    def place(self) -> Dependency:
        """The sighting that says most surely which version it is."""
        return self.sightings[0]

    @property
    def scope(self) -> Scope:
        """What it is asked for: whoever asks for it in earnest wins."""
        asked = [one.scope for one in self.sightings if not one.presence.is_there]
        return min(asked or [Scope.RUNTIME], key=list(Scope).index)

    @property
    def wanted(self) -> str:
        """The range that was written, where there is one."""
        return next((one.wanted for one in self.sightings if one.wanted), "")

    @property
    def presence(self) -> Presence:
        """The surest thing that is known of its being there."""
        return max((one.presence for one in self.sightings), key=list(Presence).index)

    @property
    def stripped(self) -> bool:
        """Does it lie there without its metadata?"""
        there = [one for one in self.sightings if one.presence is Presence.INSTALLED]
        return bool(there) and all(one.stripped for one in there)

    def first(self, field: str) -> str:
        """The first sighting's value of a field of text, where any gives one."""
        return next((value for one in self.sightings if (value := getattr(one, field))), "")

    def all(self, field: str) -> tuple[str, ...]:
        """The values of a field of texts, over all sightings, each once."""
        return tuple(
            dict.fromkeys(value for one in self.sightings for value in getattr(one, field))
        )


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a function whose libraries cannot be known from the files: never a pass."""

    subject: str
    """A layer's ARN, an image, a bucket."""
    reason: str
    file: str
    line: int = 1


class Bill(msgspec.Struct, kw_only=True):
    """The libraries of one function; of all that no function owns where ``address`` is empty."""

    address: str = ""
    label: str = ""
    runtime: str = ""
    line: int = 1
    """Where the template names it."""
    folder: str | None = None
    """What is shipped, as seen from the root; None where the template names nothing local."""
    components: list[Component] = msgspec.field(default_factory=list)
    provided: tuple[str, ...] = ()
    """Libraries that the runtime brings, in versions that it chooses."""
    manifests: list[Manifest] = msgspec.field(default_factory=list)
    layers: list[str] = msgspec.field(default_factory=list)
    layer_folders: list[str] = msgspec.field(default_factory=list)
    """Where the layers that were read lie."""
    image: str = ""
    gaps: list[Gap] = msgspec.field(default_factory=list)
    size: int = 0
    """Bytes of the artifact's files, where one was looked at."""
    installed: list[Installed] = msgspec.field(default_factory=list)
    """The sources of libraries in the artifact and in layers."""


class Inventory(msgspec.Struct, kw_only=True):
    """All functions, what belongs to none, and what could not be read."""

    bills: list[Bill] = msgspec.field(default_factory=list)
    rest: Bill = msgspec.field(default_factory=Bill)
    unread: list[Unread] = msgspec.field(default_factory=list)

    def everything(self) -> list[Bill]:
        """Every bill that has something to say."""
        return [*self.bills, *([self.rest] if self.rest.components or self.rest.manifests else [])]
