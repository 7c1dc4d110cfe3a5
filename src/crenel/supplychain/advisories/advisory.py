"""An advisory, as the OSV schema has it, reduced to what matching and telling need."""

from __future__ import annotations

import msgspec

from crenel.supplychain.versions.order import LONGEST

MAX_EVENTS = 5_000
"""Events, or enumerated versions, of one advisory: more are absurd."""


class Interval(msgspec.Struct, frozen=True, omit_defaults=True):
    """Versions from ``introduced`` on; open where nothing says how far."""

    introduced: str = "0"
    fixed: str = ""
    """The first version that is mended."""
    last: str = ""
    """The last version that is affected."""
    limit: str = ""
    """A version before which it ends, though nothing was mended in it."""


class Affected(msgspec.Struct, frozen=True, omit_defaults=True):
    """A package, and which versions of it are affected."""

    ecosystem: str
    name: str
    """As its ecosystem normalises it."""
    versions: tuple[str, ...] = ()
    intervals: tuple[Interval, ...] = ()


class Advisory(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One advisory of one source."""

    id: str
    aliases: tuple[str, ...] = ()
    modified: str = ""
    """ISO 8601; empty where the source does not date it."""
    withdrawn: str = ""
    summary: str = ""
    severity: str = "unknown"
    """critical, high, medium, low or unknown."""
    affected: tuple[Affected, ...] = ()
    link: str = ""
    marks: tuple[str, ...] = ()
    """Reports that only one vulnerability has; what shares one is the same."""
    made_up: bool = False
    """The source gives no id; this one is crenel's own."""

    @property
    def names(self) -> tuple[str, ...]:
        """Its id and its aliases."""
        return (self.id, *self.aliases)


class Malformed(ValueError):  # noqa: N818 - what the advisory is
    """An advisory that cannot be read, and why."""


def bounded(advisory: Advisory) -> Advisory:
    """The advisory itself. Raises Malformed for absurd ones."""
    for one in advisory.affected:
        if len(one.versions) + len(one.intervals) > MAX_EVENTS:
            raise Malformed(f"{advisory.id} names more than {MAX_EVENTS:,} versions of {one.name}")
        for interval in one.intervals:
            if max(map(len, msgspec.structs.astuple(interval))) > LONGEST:
                raise Malformed(f"{advisory.id} has a version of more than {LONGEST} characters")
    return advisory
