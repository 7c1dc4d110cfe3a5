"""What a policy grants: its Allow statements action by action, less what it denies again.

A Deny counts where nothing softens it: it has no condition and holds for all resources (or for
all but named ones). A Condition narrows a grant where one of its keys tells resources or ways
apart; keys that only tell when, from which region or over which transport do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from crenel.analysis.conditions import holds_off
from crenel.analysis.globs import Actions, covers, everything, shape
from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import Identity, PolicyHolder, Statement
from crenel.model.guard import Guard
from crenel.model.truth import Truth, any_of
from crenel.model.value import Value

WEAK = (
    "aws:requestedregion",
    "aws:securetransport",
    "aws:currenttime",
    "aws:epochtime",
    "aws:tokenissuetime",
    "aws:useragent",
    "aws:referer",
    "aws:userid",
    "aws:username",
    "aws:resourceaccount",
    "aws:resourceorgid",
    "aws:multifactorauthpresent",
    "aws:multifactorauthage",
    "aws:principal",
)
"""Beginnings of condition keys that leave a role's power over its account's resources whole."""

_ELSEWHERE = {"rds-data": ("rds",), "redshift-data": ("redshift",), "ssm": ("ec2",)}
"""Services whose actions are asked on resources of others."""


class Grant(msgspec.Struct, frozen=True, eq=False):
    """One action pattern of a statement that may be an Allow."""

    statement: Statement
    action: Value
    guard: Guard

    @property
    def resources(self) -> str:
        """The resources as people read them."""
        named = self.statement.resources.text()
        return named or f"everything but {self.statement.not_resources.text()}"

    def allows(self) -> Truth:
        """It is an Allow, where it exists."""
        return self.statement.effect.equals("Allow").under(self.guard)

    def unscoped(self) -> Truth:
        """It is an Allow on all resources of a type, and no condition narrows it."""
        service = self.action.text().partition(":")[0].lower()
        open_ = open_resources(self.statement, service)
        return self.allows() & (open_ & ~narrowed(self.statement)).under(self.guard)


def grants(statements: Iterable[Statement]) -> Iterator[Grant]:
    """Every action pattern that statements allow."""
    for statement in statements:
        if statement.effect.equals("Allow").refuted:
            continue
        for inner, action in statement.actions.items():
            guard = statement.guard.conjoin(inner)
            if guard is not None:
                yield Grant(statement, action, guard)


def open_resources(statement: Statement, service: str = "") -> Truth:
    """Does the statement reach all resources of a type, or all but named ones?

    Asked for the actions of a ``service``, ARNs of other services say nothing, and neither does
    ``type/*`` beside a named resource of another type: the action needs both.
    """
    left_out = statement.not_resources
    all_but = left_out.is_present() & ~left_out.any(everything)
    return all_but | any_of(
        everything(item).under(guard) for guard, item in _relevant(statement, service)
    )


def _relevant(statement: Statement, service: str) -> Iterator[tuple[Guard, Value]]:
    items = list(statement.resources.items())
    if not service.strip("*?"):
        yield from items
        return
    own = {service, *_ELSEWHERE.get(service, ())}
    shapes = [shape(item) for _, item in items]
    named = {
        kind
        for (found, kind), (_, item) in zip(shapes, items, strict=True)
        if found in own and everything(item).refuted
    }
    for (found, kind), (guard, item) in zip(shapes, items, strict=True):
        if not found or (found in own and (not kind or named <= {kind})):
            yield guard, item


def narrowed(statement: Statement, weak: tuple[str, ...] = WEAK) -> Truth:
    """Does a condition narrow the statement? Keys that begin with one of ``weak`` do not."""
    return holds_off(statement.condition, lambda key: not key.startswith(weak), strict=False)


def statements_about(holder: PolicyHolder, app: Knowledge) -> list[Statement]:
    """The statements that decide about a holder's grants: for an identity, attached ones too."""
    return app.statements_of(holder) if isinstance(holder, Identity) else [*holder.statements]


def left_over(grant: Grant, actions: Actions, statements: Iterable[Statement]) -> Truth:
    """Does the grant cover one of these actions that no statement denies?"""
    denials = [one for one in statements if not one.effect.equals("Deny").refuted]
    covered = actions.covered(grant.action)
    if not denials or covered.refuted:
        return covered
    names = actions.matched(str(grant.action.known() or ""))
    return covered & any_of(~denied(name, denials) for name in names) if names else covered


def denied(action: str, statements: Iterable[Statement]) -> Truth:
    """Does a statement without conditions deny the action on all resources?"""
    return any_of(_denies(one, action).under(one.guard) for one in statements)


def speaks_of(statement: Statement, action: str) -> Truth:
    """Is the action one that the statement names, or leaves over by ``NotAction``?"""
    named = statement.actions.any(lambda pattern: covers(pattern, action))
    others = ~statement.not_actions.any(lambda pattern: covers(pattern, action))
    return named | (others & statement.not_actions.is_present())


def _denies(statement: Statement, action: str) -> Truth:
    denies = statement.effect.equals("Deny") & speaks_of(statement, action)
    return denies & open_resources(statement) & statement.condition.is_absent()


def service_wide(pattern: Value) -> Truth:
    """Does a pattern stand for every action of a service (or of all)?"""
    return pattern.endswith(":*") | all_services(pattern)


def all_services(pattern: Value) -> Truth:
    """Does a pattern stand for every action there is?"""
    return pattern.equals("*", "*:*", "**")
