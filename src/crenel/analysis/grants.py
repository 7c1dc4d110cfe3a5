"""What a policy grants: its Allow statements action by action, less what it denies again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from crenel.analysis.denials import leaves_over
from crenel.analysis.globs import covers
from crenel.analysis.reach import Reach
from crenel.model.entities import Statement
from crenel.model.guard import Guard
from crenel.model.truth import Truth
from crenel.model.value import Value

_WHOLE = (":*", ":**", ":?*", ":*?", ":***")


class Grant(msgspec.Struct, frozen=True, eq=False):
    """One action pattern of a statement that may be an Allow."""

    reach: Reach
    action: Value
    guard: Guard

    @property
    def statement(self) -> Statement:
        """The statement that it stands in."""
        return self.reach.statement

    @property
    def resources(self) -> str:
        """The resources as people read them."""
        named = self.statement.resources.text()
        return named or f"everything but {self.statement.not_resources.text()}"

    def allows(self) -> Truth:
        """It is an Allow, where it exists."""
        return self.reach.allows.under(self.guard)

    def unscoped(self) -> Truth:
        """It is an Allow on all resources of a type, and no condition narrows it."""
        service = self.action.text().partition(":")[0].lower()
        open_ = self.reach.open(service)
        return self.allows() & (open_ & ~self.reach.narrowed()).under(self.guard)


def grants(statements: Iterable[Statement]) -> Iterator[Grant]:
    """Every action pattern that statements allow."""
    for statement in statements:
        reach = Reach(statement)
        if reach.allows.refuted:
            continue
        for inner, action in statement.actions.items():
            guard = statement.guard.conjoin(inner)
            if guard is not None:
                yield Grant(reach, action, guard)


def speaks_of(statement: Statement, action: str) -> Truth:
    """Is the action one that the statement names, or leaves over by ``NotAction``?"""
    named = statement.actions.any(lambda pattern: covers(pattern, action))
    return named | leaves_over(statement, action)


def service_wide(pattern: Value) -> Truth:
    """Does a pattern stand for every action of a service (or of all)?"""
    return pattern.endswith(*_WHOLE) | all_services(pattern)


def all_services(pattern: Value) -> Truth:
    """Does a pattern stand for every action there is?"""
    return pattern.equals("*", "*:*", "**")
