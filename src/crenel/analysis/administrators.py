"""Identities that may do everything in the account."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import Identity, Statement
from crenel.model.truth import Truth, any_of
from crenel.model.value import Value

_ADMINISTRATOR = ":iam::aws:policy/AdministratorAccess"


def is_administrator(app: Knowledge, identity: Identity) -> Truth:
    """May it do everything, with no boundary around it?"""
    managed = identity.managed.any(_is_administrator_policy)
    stated = any_of(everything(one).under(one.guard) for one in app.statements_of(identity))
    return (managed | stated) & identity.boundary.is_absent()


def _is_administrator_policy(policy: Value) -> Truth:
    return policy.endswith(_ADMINISTRATOR) if not any(policy.refs()) else policy.equals("")


def everything(statement: Statement) -> Truth:
    """Does it allow every action on everything, under no condition?"""
    return (
        statement.effect.equals("Allow")
        & statement.actions.any(lambda one: one.equals("*", "*:*"))
        & statement.resources.any(lambda one: one.equals("*"))
        & statement.condition.is_absent()
    )
