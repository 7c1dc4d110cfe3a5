"""Does a condition hold for a request that whoever holds an identity can make?

Semantics are those of the IAM User Guide, "Condition operators" and "Global condition context
keys", as of 2026-11. A caller chooses when, from which region's endpoint and over which transport
it asks; it does not choose tags, networks or what a key was given for: those stay unknown, and the
condition is named as what would decide. Keys that credentials of a role never carry are absent.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from crenel.analysis.conditions import Pair, pairs, unreadable
from crenel.analysis.globs import fits
from crenel.analysis.powers.letters import matches
from crenel.model.entities import Identity, IdentityKind
from crenel.model.truth import FALSE, TRUE, Truth, all_of, truth, unknown
from crenel.model.value import Unknown, UnknownKind, Value

_CHOSEN = (
    "aws:requestedregion",
    "aws:currenttime",
    "aws:epochtime",
    "aws:useragent",
    "aws:referer",
    "aws:tokenissuetime",
    "aws:resourceaccount",
    "aws:principalaccount",
    "kms:viaservice",
    "s3:x-amz-server-side-encryption",
    "s3:x-amz-acl",
    "dynamodb:attributes",
    "dynamodb:select",
    "lambda:functionurlauthtype",
    "lambda:functionarn",
)
"""Beginnings of keys that the caller sets, or that hold for requests in the own account."""
_NOT_IN_ROLES = frozenset(
    {
        "aws:multifactorauthpresent",
        "aws:multifactorauthage",
        "aws:username",
        "aws:federatedprovider",
    }
)
_SET = ("forallvalues:", "foranyvalue:")


class Request(msgspec.Struct, frozen=True):
    """What is known of a request: the values of some keys."""

    values: dict[str, str] = {}
    role: bool = True
    """By the credentials of a role that a service took on."""
    own: str = ""
    """The ARN of the one who asks, as letters."""
    spell: Callable[[Value], str] | None = None
    """How ARNs in conditions are read."""

    def given(self, **values: str) -> Request:
        """The same with more known; keys are given with ``_`` for ``:``."""
        named = {key.replace("_", ":", 1): value for key, value in values.items()}
        return Request({**self.values, **named}, self.role, self.own, self.spell)


def request_of(
    identity: Identity, *, own: str = "", spell: Callable[[Value], str] | None = None
) -> Request:
    """A request of whoever holds an identity."""
    return Request({}, identity.kind is IdentityKind.ROLE, own, spell)


def holds(condition: Value, request: Request) -> Truth:
    """Can a request be made for which the whole condition holds?"""
    if condition.is_absent().certain:
        return TRUE
    return _all(condition, request) & ~unreadable(condition)


def surely_holds(condition: Value, request: Request) -> Truth:
    """Does it hold for every request: does a Deny with it keep the caller off?

    Where the caller sets the key, it does not: the caller sets it otherwise.
    """
    if condition.is_absent().certain:
        return TRUE
    found = list(pairs(condition))
    return all_of(_pair(pair, request, chosen=False) for pair in found) & ~unreadable(condition)


def _all(condition: Value, request: Request) -> Truth:
    return all_of(
        ~(~_pair(pair, request, chosen=True)).under(pair.guard) for pair in pairs(condition)
    )


def _pair(pair: Pair, request: Request, *, chosen: bool) -> Truth:
    if not pair.key:
        return unreadable(pair.values)
    operator, optional = _operator(pair.operator)
    known = {"aws:securetransport": "true", **request.values}.get(pair.key)
    if known is not None:
        return _compared(operator, pair.values, known)
    if pair.key == "aws:principalarn" and request.spell is not None:
        return _by_name(operator, pair, request)
    if request.role and pair.key in _NOT_IN_ROLES:
        return _absent(operator, pair, optional=optional)
    if pair.key.startswith(_CHOSEN):
        return TRUE if chosen else FALSE
    return unknown(_named(pair))


def _operator(written: str) -> tuple[str, bool]:
    for start in _SET:
        written = written.removeprefix(start)
    return written.removesuffix("ifexists"), written.endswith("ifexists")


def _absent(operator: str, pair: Pair, *, optional: bool) -> Truth:
    """The request does not carry the key."""
    if operator == "null":
        return pair.values.any(lambda one: one.is_true())
    if optional or "not" in operator or pair.operator.startswith("forallvalues:"):
        return TRUE
    return FALSE


def _compared(operator: str, values: Value, mine: str) -> Truth:
    """The key has one known value."""
    if operator == "null":
        return values.any(lambda one: one.is_false())
    positive = operator.replace("not", "", 1)
    if positive == "bool":
        found = values.any(lambda one: one.test(lambda scalar: str(scalar).lower() == mine))
    elif positive in {"stringlike", "arnlike", "arnequals"}:
        found = values.any(lambda one: one.test(lambda scalar: fits(str(scalar), mine)))
    elif positive in {"stringequals", "stringequalsignorecase"}:
        found = values.any(lambda one: one.equals(mine))
    else:
        return unknown(values)
    return ~found if positive != operator else found


def _by_name(operator: str, pair: Pair, request: Request) -> Truth:
    def is_it(one: Value) -> Truth:
        found = matches(request.spell(one), request.own) if request.spell is not None else None
        return unknown(one) if found is None else truth(found, one)

    if operator == "null":
        return pair.values.any(lambda one: one.is_false())
    found = pair.values.any(is_it)
    return ~found if "not" in operator else found


def _named(pair: Pair) -> Value:
    return Unknown(
        kind=UnknownKind.EXTERNAL, name=f"the request's {pair.key}", span=pair.values.span
    )
