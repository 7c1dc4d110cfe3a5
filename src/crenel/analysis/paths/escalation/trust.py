"""Whom a role's trust policy lets take it on."""

from __future__ import annotations

from crenel.analysis.conditions import is_one_of
from crenel.analysis.powers.conditions import holds, request_of
from crenel.analysis.powers.letters import ACCOUNT, matches
from crenel.analysis.powers.reach import PowerBase
from crenel.model.entities import Identity, Statement
from crenel.model.truth import FALSE, Truth, any_of, truth, unknown
from crenel.model.value import Value

_ROOT = f"arn:aws:iam::{ACCOUNT}:root"


def trusts_service(role: Identity, services: tuple[str, ...]) -> Truth:
    """May one of these services take the role on?"""
    return any_of(
        (
            statement.effect.equals("Allow")
            & statement.principals.get("Service").any(lambda one: one.equals(*services))
        ).under(statement.guard)
        for statement in role.trust
    )


def admits(role: Identity, holder: Identity, base: PowerBase) -> Truth:
    """Does the trust policy let the holder in, by its name or through its account?"""
    request = request_of(holder)
    return any_of(
        (
            statement.effect.equals("Allow")
            & _names(statement, holder, base)
            & holds(statement.condition, request)
        ).under(statement.guard)
        for statement in role.trust
    )


def _names(statement: Statement, holder: Identity, base: PowerBase) -> Truth:
    principals = statement.principals.get("AWS")
    bare = statement.principals.any(lambda one: is_one_of(one, "*"))
    return bare | principals.any(lambda one: _is(one, holder, base))


def _is(principal: Value, holder: Identity, base: PowerBase) -> Truth:
    if base.app.resolve(principal, Identity) is holder:
        return truth(True, principal)
    text = base.arns.letters(principal)
    if text in ("*", ACCOUNT, _ROOT):
        return truth(True, principal)
    own = base.arns.of(holder)[0]
    found = matches(text, own)
    if found is None or (text.endswith(":root") and matches(text, _ROOT) is None):
        return unknown(principal)
    return truth(found, principal) if found else FALSE
