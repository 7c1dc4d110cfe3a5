"""The axis of principals: one caller for each way in which the statements can name somebody."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from crenel.policy.document import Principals, Statement
from crenel.policy.evaluating.statements import principal_match
from crenel.policy.principals import (
    ANONYMOUS,
    AWS,
    CANONICAL,
    FEDERATED,
    SERVICE,
    Caller,
    Match,
    Principal,
    PrincipalPattern,
    principal_of,
)

Callers = tuple[Principal | None, ...]
"""None stands for whoever the documents are attached to."""

_FAMILIES = {
    SERVICE: Caller.SERVICE,
    FEDERATED: Caller.FEDERATED,
    CANONICAL: Caller.CANONICAL,
}
_STRANGER = "999999999999"


def callers(statements: Iterable[Statement]) -> Callers:
    """Callers that tell apart all that the statements say about principals."""
    named = [one.principals for one in statements if one.principals is not None]
    if not named:
        return (None,)
    patterns = {pattern for one in named for pattern in one.patterns}
    found: list[Principal] = [ANONYMOUS]
    for pattern in sorted(patterns, key=lambda one: (one.family, one.name)):
        found += _named_by(pattern)
    accounts = {one.account for one in found if one.account}
    for account in sorted({*accounts, _unused(accounts, _STRANGER)}):
        found += _strangers(account, {one.arn for one in found})
    for family, caller in _FAMILIES.items():
        names = {one.name for one in found if one.caller is caller}
        stranger = {SERVICE: "other.amazonaws.com"}.get(family, "other")
        found.append(Principal(caller, name=_unused(names, stranger)))
    return tuple(dict.fromkeys(found))


def _named_by(pattern: PrincipalPattern) -> list[Principal]:
    if pattern.family in _FAMILIES:
        return [Principal(_FAMILIES[pattern.family], name=pattern.name)]
    named = principal_of(pattern.name) if pattern.family == AWS else None
    if named is None:
        return []
    if named.caller is not Caller.ROLE:
        return [named]
    arn = f"arn:{named.partition}:sts::{named.account}:assumed-role/{named.name}/session"
    session = principal_of(arn)
    return [named, session] if session else [named]


def _strangers(account: str, known: set[str]) -> list[Principal]:
    """The account itself, and a role of it that nobody names."""
    arns = (f"arn:aws:iam::{account}:root", f"arn:aws:iam::{account}:role/{_fresh(known)}")
    return [one for arn in arns if (one := principal_of(arn))]


def _fresh(known: set[str]) -> str:
    name = "other"
    while any(f"/{name}" in arn for arn in known):
        name += "x"
    return name


def _unused(names: set[str], wanted: str) -> str:
    while wanted in names:
        wanted = str(int(wanted) - 1) if wanted.isdigit() else f"x{wanted}"
    return wanted


def names_callers(statement: Statement, found: Callers) -> frozenset[int]:
    """Which of the callers, by position, a statement names."""
    return _named(statement.principals, statement.allow, found)


@lru_cache(maxsize=8192)
def _named(
    principals: Principals | None,
    allow: bool,  # noqa: FBT001 - a part of the cache's key
    found: Callers,
) -> frozenset[int]:
    return frozenset(
        number
        for number, one in enumerate(found)
        if one is None or principal_match(principals, one, allow=allow) is not Match.NONE
    )
