"""What a function is granted: every statement of its role, one row for each action pattern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from crenel.analysis.managed import unread_policies
from crenel.analysis.permissions.names import Names
from crenel.model.entities import Function, Identity, Statement
from crenel.model.guard import ALWAYS, Guard
from crenel.model.value import Known, List, Map, Value

if TYPE_CHECKING:
    from crenel.analysis.knowledge import Knowledge
    from crenel.model.source import Span

_MAX = 5_000
"""Rows of one role; more is told, not taken in silently."""


class Grant(msgspec.Struct, frozen=True):
    """One action pattern of a statement."""

    effect: str
    """``Allow`` or ``Deny``."""
    action: str
    """A pattern; with ``negated`` everything but these."""
    resources: tuple[str, ...]
    span: Span | None
    condition: Any = None
    """The condition as written; None where there is none."""
    negated: bool = False
    others: tuple[str, ...] = ()
    """For ``NotAction``: all that the statement leaves out."""
    all_but: bool = False
    """``NotResource``: ``resources`` are those left out."""
    guard: Guard = ALWAYS
    """In which deployments it exists."""
    source: str = ""
    """``inline``, ``template`` (a policy template), ``managed``."""

    @property
    def certain(self) -> bool:
        """It exists in every deployment."""
        return not self.guard


class Grants(msgspec.Struct, frozen=True):
    """All of one function's grants, and what could not be read of them."""

    rows: tuple[Grant, ...]
    unread: tuple[tuple[str, Span | None], ...] = ()
    boundary: tuple[Grant, ...] = ()
    identity: Identity | None = None
    shared: int = 1
    """How many functions run as the role."""


def grants_of(function: Function, app: Knowledge, names: Names) -> Grants:
    """What a function is granted by its role."""
    identity = app.identity_of(function)
    if identity is None:
        text = function.identity.text() or "none is named"
        reason = f"its role is not in the template: {text}"
        return Grants((), ((reason, function.identity.span),))
    return grants_of_identity(identity, app, names)


def grants_of_identity(identity: Identity, app: Knowledge, names: Names) -> Grants:
    """What an identity is granted by its own policies and those attached to it."""
    statements = [*app.statements_of(identity), *app.managed_statements_of(identity)]
    rows = list(_rows(statements, names))
    unread = [
        (f"what the policy {value.text()} grants is not known here", value.span)
        for value in unread_policies(identity, app)
    ]
    unread.extend(_untold(statements))
    if len(rows) > _MAX:
        unread.append((f"only the first {_MAX} grants are read", identity.origin.span))
    boundary, why = _boundary(identity, app, names)
    return Grants(
        tuple(rows[:_MAX]), (*unread, *why), boundary, identity, len(app.functions_as(identity))
    )


def _untold(statements: Iterable[Statement]) -> Iterator[tuple[str, Span | None]]:
    """Statements that grant or deny what no file tells: an input names the action or the effect."""
    for statement in statements:
        if statement.effect.known() is None:
            yield "whether a statement allows or denies is not known", statement.whole.span
        for listed in (statement.actions, statement.not_actions):
            for _, action in listed.items():  # noqa: PERF102 - guards and values, no map
                if not isinstance(action, Known):
                    yield f"which action {action.text()} is, is not known", action.span


def _rows(statements: Iterable[Statement], names: Names) -> Iterator[Grant]:
    for statement in statements:
        if statement.effect.known() is None:
            continue
        effect = "Deny" if statement.effect.equals("Deny").certain else "Allow"
        all_but = statement.not_resources.is_present().certain
        listed = statement.not_resources if all_but else statement.resources
        resources = tuple(dict.fromkeys(names.patterns(listed))) or ("*",)
        condition = (
            None if statement.condition.is_absent().certain else plain(statement.condition, names)
        )
        source = _source(statement)
        for guard, action in statement.actions.items():
            joined = statement.guard.conjoin(guard)
            if joined is None or not isinstance(action, Known):
                continue
            yield Grant(
                effect,
                action.text(),
                resources,
                action.span or statement.whole.span,
                condition,
                all_but=all_but,
                guard=joined,
                source=source,
            )
        left_out = tuple(one.text() for _, one in statement.not_actions.items())
        if left_out:
            yield Grant(
                effect,
                "*",
                resources,
                statement.whole.span,
                condition,
                negated=True,
                others=left_out,
                all_but=all_but,
                guard=statement.guard,
                source=source,
            )


def _source(statement: Statement) -> str:
    via = statement.whole.via
    details = [step.detail for step in via.chain()] if via is not None else []
    if any(one.startswith("the managed policy") for one in details):
        return "managed"
    return "template" if any(one.startswith("the policy template") for one in details) else "inline"


def _boundary(
    identity: Identity, app: Knowledge, names: Names
) -> tuple[tuple[Grant, ...], tuple[tuple[str, Span | None], ...]]:
    if identity.boundary.is_absent().certain:
        return (), ()
    policy = app.policy_of(identity.boundary)
    if policy is None:
        return (), (
            ("what its permissions boundary allows is not known here", identity.boundary.span),
        )
    return tuple(_rows(policy.statements, names)), ()


def plain(value: Value, names: Names) -> Any:  # noqa: ANN401 - JSON
    """A value as JSON, with symbols for what is not known."""
    if isinstance(value, Map):
        return {key: plain(one, names) for key, one in value.content.items()}
    if isinstance(value, List):
        return [plain(one, names) for one in value.elements]
    if isinstance(value, Known):
        return value.value
    return names.text(value) if not any(True for _ in value.entries()) else str(value.text())
