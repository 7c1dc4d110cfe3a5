"""Statements as CloudFormation has them: maps, with functions in their long form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crenel.fixes.narrowing.resources import Hole, Parts
from crenel.fixes.narrowing.wanted import Statement

VERSION = "2012-10-17"
Json = dict[str, Any]


def document(statements: Iterable[Statement], *, joined: bool = False) -> Json:
    """A policy document."""
    return {"Version": VERSION, "Statement": [statement(one, joined=joined) for one in statements]}


def statement(one: Statement, *, joined: bool = False) -> Json:
    """A statement; ``joined``: texts are put together by ``Fn::Join``, not by ``Fn::Sub``."""
    made: Json = {
        "Effect": one.effect,
        "NotAction" if one.negated else "Action": _single(list(one.actions)),
        "NotResource" if one.all_but else "Resource": _single(
            [resource(parts, joined=joined) for parts in one.resources]
        ),
    }
    if one.condition is not None:
        made["Condition"] = one.condition
    return made


def resource(parts: Parts, *, joined: bool = False) -> Any:  # noqa: ANN401 - JSON
    """A resource: a text, a reference, or both together."""
    if len(parts) == 1:
        (only,) = parts
        return only if isinstance(only, str) else _reference(only)
    if joined:
        pieces = [one if isinstance(one, str) else _reference(one) for one in parts]
        return {"Fn::Join": ["", pieces]}
    text = "".join(
        one.replace("${", "${!") if isinstance(one, str) else f"${{{one.name}}}" for one in parts
    )
    return {"Fn::Sub": text}


def _reference(hole: Hole) -> Json:
    target, dot, attribute = hole.name.partition(".")
    return {"Fn::GetAtt": [target, attribute]} if dot else {"Ref": hole.name}


def _single(values: list[Any]) -> Any:  # noqa: ANN401 - JSON
    return values[0] if len(values) == 1 else values
