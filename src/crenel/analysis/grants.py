"""What a policy grants: its Allow statements action by action, less what it denies again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from crenel.analysis.denials import Denials, leaves_over
from crenel.analysis.globs import Actions, covers
from crenel.analysis.reach import Reach
from crenel.model.entities import Statement
from crenel.model.guard import Guard
from crenel.model.truth import Truth, any_of, unknown
from crenel.model.value import Value

_MOST_ANSWERS = 16
"""So many different answers about the actions of one pattern are told apart."""


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


def left_over(grant: Grant, actions: Actions, denials: Denials) -> Truth:
    """Does the grant cover one of these actions that no statement denies?"""
    covered = actions.covered(grant.action)
    if not denials or covered.refuted:
        return covered
    names = actions.matched(str(grant.action.known() or ""))
    answers = {id(one): one for one in map(denials.of, names)}
    spared = any_of(~one for one in islice(answers.values(), _MOST_ANSWERS))
    if len(answers) > _MOST_ANSWERS:
        spared = spared | unknown(grant.action)
    return covered & spared if names else covered


def speaks_of(statement: Statement, action: str) -> Truth:
    """Is the action one that the statement names, or leaves over by ``NotAction``?"""
    named = statement.actions.any(lambda pattern: covers(pattern, action))
    return named | leaves_over(statement, action)


def service_wide(pattern: Value) -> Truth:
    """Does a pattern stand for every action of a service (or of all)?"""
    return pattern.endswith(":*") | all_services(pattern)


def all_services(pattern: Value) -> Truth:
    """Does a pattern stand for every action there is?"""
    return pattern.equals("*", "*:*", "**")
