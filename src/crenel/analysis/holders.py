"""Who in an application may do something: its identities' own statements, in three values.

Organisation policies, session policies and the resource's own policy are not looked at: the answer
is what the application's templates give its identities, the policies that AWS manages included (by
dated data), within their permissions boundaries.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crenel.analysis.grants import speaks_of
from crenel.analysis.knowledge import Knowledge
from crenel.analysis.managed import statements_in, unread_policies
from crenel.model.entities import Identity, Statement
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
    """Attached policies that are neither in the application nor known as AWS's own."""


def holders(app: Knowledge, action: str, resource: str) -> Iterator[Holder]:
    """The identities for which it is not refuted. ``resource`` is an ARN, or ``*``."""
    for identity in app.all(Identity):
        statements = [*app.statements_of(identity), *app.managed_statements_of(identity)]
        answers = [(one, _allows(one, action, resource)) for one in statements]
        denied = any_of(_denies(one, action, resource) for one in statements)
        unread = tuple(unread_policies(identity, app))
        elsewhere = unknown(*unread) if unread else FALSE
        allowed = (any_of(found for _, found in answers) | elsewhere) & ~denied
        allowed &= _bounded(identity, app, action, resource)
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


def _bounded(identity: Identity, app: Knowledge, action: str, resource: str) -> Truth:
    """Does the permissions boundary, where there is one, let it through?"""
    found = FALSE
    for guard, boundary in identity.boundary.cases():
        found |= _within(boundary, app, action, resource).under(guard)
    return found


def _within(boundary: Value, app: Knowledge, action: str, resource: str) -> Truth:
    if isinstance(boundary, Absent):
        return TRUE
    policy = app.policy_of(boundary)
    statements = policy.statements if policy is not None else statements_in(boundary)
    if not statements:
        return unknown(boundary)
    allowed = any_of(_allows(one, action, resource) for one in statements)
    return allowed & ~any_of(_denies(one, action, resource) for one in statements)
