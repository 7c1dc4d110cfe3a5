"""Trust policies: who may take on a role, and which conditions hold others off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crenel.analysis.conditions import holds_off
from crenel.model.entities import Identity, Statement
from crenel.model.guard import Guard
from crenel.model.truth import Truth
from crenel.model.value import Value

# Beginnings of condition keys that say nothing about who the caller is.
_WEAK = (
    "aws:requestedregion",
    "aws:securetransport",
    "aws:currenttime",
    "aws:epochtime",
    "aws:tokenissuetime",
    "aws:useragent",
    "aws:referer",
    "sts:rolesessionname",
    "sts:durationseconds",
)
_ACCOUNT = re.compile(r"(?:arn:[^:]*:(?:iam|sts)::)?(\d{12})(?::.*)?")


def trusted(identity: Identity, kind: str) -> Iterator[tuple[Statement, Guard, Value]]:
    """Every principal of a kind (``AWS``, ``Service``, ``Federated``) that a role trusts.

    A bare ``*`` counts as one of the kind ``AWS``.
    """
    for statement in identity.trust:
        if statement.effect.equals("Allow").refuted:
            continue
        bare = statement.principals.items() if kind == "AWS" else ()
        listed = statement.principals.get(kind).items()
        for inner, principal in (*bare, *listed):
            guard = statement.guard.conjoin(inner)
            if guard is not None and not any(True for _ in principal.entries()):
                yield statement, guard, principal


def conditioned(statement: Statement, *, weak: tuple[str, ...] = ()) -> Truth:
    """Does a condition tell apart who may take the role on? Keys in ``weak`` do not, here."""
    without = (*_WEAK, *weak)
    return holds_off(statement.condition, lambda key: not key.startswith(without), strict=True)


def account_of(principal: str) -> str:
    """The account number that a principal names; empty where it names none."""
    found = _ACCOUNT.fullmatch(principal)
    return found[1] if found else ""
