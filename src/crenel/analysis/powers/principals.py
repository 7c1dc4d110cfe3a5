"""Does a statement's principal mean an identity of the application?"""

from __future__ import annotations

from crenel.analysis.conditions import is_one_of
from crenel.analysis.knowledge import Knowledge
from crenel.analysis.powers.arns import Arns
from crenel.analysis.powers.letters import ACCOUNT, matches
from crenel.model.entities import Identity, Statement
from crenel.model.truth import FALSE, Truth, truth, unknown
from crenel.model.value import Absent, Value

_ROOT = f"arn:aws:iam::{ACCOUNT}:root"


def names(statement: Statement, identity: Identity, app: Knowledge, arns: Arns) -> Truth:
    """By its name, through its account, or as one of everybody; NotPrincipal: all but those."""
    if not isinstance(statement.not_principals, Absent):
        return ~_listed(statement.not_principals, identity, app, arns)
    return _listed(statement.principals, identity, app, arns)


def delegates(statement: Statement) -> Truth:
    """Does it speak of the own account as a whole?"""
    return statement.principals.get("AWS").any(
        lambda one: truth(_plain(one).endswith(":root") or one.text().endswith("AccountId}"), one)
    )


def _plain(value: Value) -> str:
    return value.text()


def _listed(principals: Value, identity: Identity, app: Knowledge, arns: Arns) -> Truth:
    bare = principals.any(lambda one: is_one_of(one, "*"))
    return bare | principals.get("AWS").any(lambda one: _is(one, identity, app, arns))


def _is(principal: Value, identity: Identity, app: Knowledge, arns: Arns) -> Truth:
    if app.resolve(principal, Identity) is identity:
        return truth(True, principal)
    text = arns.letters(principal)
    if text in ("*", ACCOUNT, _ROOT):
        return truth(True, principal)
    found = matches(text, arns.of(identity)[0])
    if found is None or (text.endswith(":root") and matches(text, _ROOT) is None):
        return unknown(principal)
    return truth(found, principal) if found else FALSE
