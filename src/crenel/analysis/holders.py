"""Who in an application may do something: its identities' own statements, in three values.

Organisation policies, session policies and the resource's own policy are not looked at: the answer
is what the application's templates give its identities.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crenel.analysis.grants import speaks_of
from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import Identity, Statement
from crenel.model.entities import Policy as PolicyEntity
from crenel.model.truth import FALSE, TRUE, Truth, any_of, truth, unknown
from crenel.model.value import Absent, Known, Text, Value
from crenel.policy.globs import disjoint, matches


class Holder(msgspec.Struct, frozen=True, eq=False):
    """An identity that may do it, or may perhaps."""

    identity: Identity
    allowed: Truth
    allows: tuple[Statement, ...]
    """The statements that allow it, or may."""
    unread: tuple[Value, ...] = ()
    """Attached policies that are not in the application, so that they may allow it too."""


def holders(app: Knowledge, action: str, resource: str) -> Iterator[Holder]:
    """The identities for which it is not refuted. ``resource`` is an ARN, or ``*``."""
    for identity in app.all(Identity):
        statements = app.statements_of(identity)
        answers = [(one, _allows(one, action, resource)) for one in statements]
        denied = any_of(_denies(one, action, resource) for one in statements)
        unread = tuple(_unread(app, identity))
        elsewhere = unknown(*unread) if unread else FALSE
        allowed = (any_of(found for _, found in answers) | elsewhere) & ~denied
        if not allowed.refuted:
            kept = tuple(one for one, found in answers if not found.refuted)
            yield Holder(identity, allowed, kept, unread)


def _allows(statement: Statement, action: str, resource: str) -> Truth:
    allows = statement.effect.equals("Allow") & _names(statement, action, resource)
    return (allows & _condition(statement)).under(statement.guard)


def _denies(statement: Statement, action: str, resource: str) -> Truth:
    denies = statement.effect.equals("Deny") & _names(statement, action, resource)
    return (denies & _condition(statement)).under(statement.guard)


def _condition(statement: Statement) -> Truth:
    """A condition is decided by the request: it may hold."""
    absent = statement.condition.is_absent()
    return TRUE if absent.certain else absent | unknown(statement.condition)


def _names(statement: Statement, action: str, resource: str) -> Truth:
    named = statement.resources.any(lambda item: _covers(item, resource))
    left_out = statement.not_resources.any(lambda item: _covers(item, resource))
    others = statement.not_resources.is_present() & ~left_out
    return speaks_of(statement, action) & (named | others)


def _covers(pattern: Value, resource: str) -> Truth:
    """Does a resource pattern match? A text with holes does not where its known parts differ."""
    if isinstance(pattern, Text):
        wide = "".join(
            segment.text() if isinstance(segment, Known) else "*" for segment in pattern.segments
        )
        return truth(False, pattern) if disjoint(wide, resource) else unknown(pattern)
    if "${" in pattern.text():
        # A policy variable: whoever asks decides what it stands for.
        return unknown(pattern)
    return pattern.test(lambda scalar: matches(str(scalar), resource))


def _unread(app: Knowledge, identity: Identity) -> Iterator[Value]:
    for _, item in identity.managed.items():  # noqa: PERF102 - a Value's items, not a dict's
        if not isinstance(item, Absent) and app.resolve(item, PolicyEntity) is None:
            yield item
