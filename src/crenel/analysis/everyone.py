"""Statements of resource policies that let everyone in."""

from __future__ import annotations

from crenel.model.entities import Statement
from crenel.model.truth import FALSE, Truth, any_of, truth
from crenel.model.value import Value

_NARROWING = frozenset(
    {
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:resourceorgid",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceip",
        "aws:sourceorgid",
        "aws:sourceowner",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:userid",
        "kms:calleraccount",
        "lambda:functionurlauthtype",
    }
)
"""Condition keys that name who may come (IAM User Guide, "AWS global condition context keys")."""


def lets_everyone_in(statement: Statement) -> Truth:
    """Does an Allow statement name every principal, and no condition that narrows it?"""
    return (
        statement.effect.equals("Allow")
        & names_everyone(statement.principals)
        & ~_narrowed(statement)
    )


def names_everyone(principals: Value) -> Truth:
    """Is one of the principals ``*``, alone or as an AWS principal?"""
    direct = principals.any(lambda one: one.equals("*"))
    return direct | principals.get("AWS").any(lambda one: one.equals("*"))


def _narrowed(statement: Statement) -> Truth:
    found = (
        truth(True, value).under(guard.conjoin(inner) or guard)
        for guard, _, keys in statement.condition.entries()
        for inner, key, value in keys.entries()
        if key.lower() in _NARROWING
    )
    return any_of(found) if statement.condition.is_present().possible else FALSE
