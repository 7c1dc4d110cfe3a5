"""What an audit says."""

from __future__ import annotations

from enum import Enum

import msgspec

from crenel.model.verdict import Unread, Warning  # noqa: A004 - the model's word
from crenel.supplychain.advisories.sets import Source
from crenel.supplychain.audit.waiver import Waiver
from crenel.supplychain.inventory.bill import Component, Gap
from crenel.supplychain.vex.statement import Vex


class State(Enum):
    """Was a component compared with advisories?"""

    AUDITED = "audited"
    UNKNOWN = "unknown"
    """It could not be: no version, or one that cannot be put in order."""
    NOT_COVERED = "not-covered"
    """There are no advisories for its ecosystem."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One component over all the functions that have it."""

    component: Component
    functions: tuple[str, ...]
    """Addresses; empty for what no function owns."""
    state: State
    because: str = ""
    """Why it was not audited."""
    use: str = "unknown"
    reachable: str = "unknown"
    reached_by: str = ""
    licence: str = "unknown"
    waiver: Waiver | None = None

    @property
    def settled(self) -> bool:
        """Was it audited, or does somebody accept that it was not?"""
        return self.state is State.AUDITED or self.waiver is not None


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A known vulnerability of a component, whatever the number of advisories about it."""

    row: Row
    ids: tuple[str, ...]
    severity: str
    """critical, high, medium, low, unknown."""
    fixed_in: tuple[str, ...] = ()
    summary: str = ""
    link: str = ""
    waiver: Waiver | None = None
    vex: Vex | None = None
    """What somebody says of it, if that was read."""
    known_before: bool = False
    """Was it there in the audit that this one is compared with?"""

    @property
    def dismissed(self) -> bool:
        """Does a VEX statement say that nothing is to be done?"""
        return self.vex is not None and self.vex.status.dismisses

    @property
    def open(self) -> bool:
        """Is it still to be dealt with?"""
        return self.waiver is None and not self.dismissed


class LicenceFinding(msgspec.Struct, frozen=True, kw_only=True):
    """A licence that the project's policy denies or wants to be asked about."""

    row: Row
    ruling: str
    """denied or ask."""
    functions: tuple[str, ...]
    waiver: Waiver | None = None


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """A gap of some functions."""

    gap: Gap
    functions: tuple[str, ...]
    waiver: Waiver | None = None


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """How many advisories there are for an ecosystem, and how old they are."""

    ecosystem: str
    count: int
    newest: str
    """A day; empty where nothing dates them."""
    age: int | None
    """Days."""
    stale: bool


class Audit(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one run says."""

    root: str
    today: str
    sources: tuple[Source, ...]
    coverage: tuple[Coverage, ...]
    stale: bool
    max_age: int
    functions: int
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    licences: tuple[LicenceFinding, ...] = ()
    missing: tuple[Missing, ...] = ()
    left_out: int = 0
    """Components that are asked for in development only."""
    unread: tuple[Unread, ...] = ()
    warnings: tuple[Warning, ...] = ()
    problems: tuple[str, ...] = ()
    """Advisories that could not be read."""
    compared: bool = False
    """Is it compared with an earlier audit?"""

    def holds_up(self, row: Row) -> bool:
        """Does a row keep the audit from being complete?

        What no function owns is not shipped: it is told, and holds nothing up beside functions.
        """
        return not row.settled and (bool(row.functions) or not self.functions)

    @property
    def complete(self) -> bool:
        """Was everything audited, or its absence accepted, with advisories that are not stale?"""
        settled = not any(map(self.holds_up, self.rows))
        told = all(one.waiver is not None for one in self.missing)
        nothing = not self.rows and not self.functions
        return settled and told and not (self.stale or self.unread or self.problems or nothing)
