"""Whom a resource policy lets in: everyone, or only callers that a condition names."""

from __future__ import annotations

from crenel.analysis.conditions import holds_off, is_one_of
from crenel.model.entities import Statement
from crenel.model.truth import Truth, any_of
from crenel.model.value import Value

_CALLER = (
    "aws:principal",
    "aws:sourceip",
    "aws:sourcevpc",
    "aws:vpcsourceip",
    "aws:sourcearn",
    "aws:sourceaccount",
    "aws:sourceowner",
    "aws:sourceorg",
    "aws:userid",
    "aws:username",
    "aws:federatedprovider",
    "aws:calledvia",
    "aws:viaawsservice",
    "kms:calleraccount",
    "kms:viaservice",
    "s3:dataaccesspoint",
    "s3:accesspoint",
    "sts:externalid",
    "lambda:eventsourcetoken",
    "lambda:sourcefunctionarn",
)
"""Beginnings of the condition keys that say who calls, or from where."""


def open_to_all(statement: Statement) -> Truth:
    """Is it an Allow for everyone, with no condition on who calls?"""
    allows = statement.effect.equals("Allow")
    everyone = anyone(statement.principals) | statement.not_principals.is_present()
    return (allows & everyone & ~limited(statement.condition)).under(statement.guard)


def anyone(principals: Value) -> Truth:
    """Does a principal element stand for everyone (``*``, or ``AWS: *``)?"""
    bare = principals.any(lambda one: is_one_of(one, "*"))
    return bare | principals.get("AWS").any(lambda one: is_one_of(one, "*"))


def limited(condition: Value) -> Truth:
    """Does a condition hold callers off by who they are or where they come from?"""
    return holds_off(condition, lambda key: key.startswith(_CALLER), strict=True)


def refuses_plain_text(statement: Statement) -> Truth:
    """Is it a Deny for everyone whose transport is not encrypted?"""
    denies = statement.effect.equals("Deny") & anyone(statement.principals)
    plain = any_of(
        item.any(lambda one: one.is_false()).under(outer).under(inner)
        for outer, operator, keys in statement.condition.entries()
        for inner, key, item in keys.entries()
        if key.lower() == "aws:securetransport" and operator.lower().startswith("bool")
    )
    unread = statement.condition.test(lambda _: False)
    return (denies & (plain | unread)).under(statement.guard)
