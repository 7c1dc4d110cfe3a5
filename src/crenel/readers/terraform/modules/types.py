"""Type constraints of variables: conversion, defaults of optional attributes, what is allowed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from crenel.model.source import Source
from crenel.model.value import Absent, Known, List, Map, Unknown, Value
from crenel.readers.terraform.evaluation import operators, truths
from crenel.readers.terraform.evaluation.choices import each
from crenel.readers.terraform.evaluation.texts import scalar_text
from crenel.readers.terraform.evaluation.values import OpenMap
from crenel.readers.terraform.syntax.nodes import Call, Literal, Name, Node, Object, Tuple

if TYPE_CHECKING:
    from crenel.readers.terraform.evaluation.context import Context

_SIMPLE = frozenset({"string", "number", "bool"})


def word_of(constraint: Node | None) -> str:
    """The type's own word: ``string``, ``list``, ``object``..."""
    if isinstance(constraint, Call | Name):
        return constraint.name
    if isinstance(constraint, Literal):
        return str(constraint.value).partition("(")[0]
    return "any"


def parsed(constraint: Node | None) -> Node | None:
    """A constraint that is written as text (old files, JSON) as an expression."""
    if not isinstance(constraint, Literal) or not isinstance(constraint.value, str):
        return constraint
    from crenel.errors import ReadProblem  # noqa: PLC0415 - for the rare form
    from crenel.readers.terraform.syntax.hcl import parse_expression  # noqa: PLC0415

    try:
        return parse_expression(Source(constraint.source.path, constraint.value), [])
    except ReadProblem:
        return None


def converted(value: Value, constraint: Node | None, context: Context) -> Value:
    """The value as Terraform would convert it; what does not fit stays as it is."""
    if constraint is None:
        return value
    return each(value, lambda leaf: _converted(leaf, constraint, context))


def _converted(value: Value, constraint: Node, context: Context) -> Value:
    kind = word_of(constraint)
    if isinstance(value, Known):
        return _scalar(value, kind)
    if isinstance(value, Unknown):
        bools = kind == "bool" and not value.allowed
        return msgspec.structs.replace(value, allowed=("true", "false")) if bools else value
    arguments = constraint.arguments if isinstance(constraint, Call) else []
    inner = arguments[0] if arguments else None
    if isinstance(value, List):
        return _sequence(value, kind, inner, context)
    return _mapping(value, kind, inner, context) if isinstance(value, Map) else value


def _sequence(value: List, kind: str, inner: Node | None, context: Context) -> Value:
    if kind in ("list", "set"):
        return _list(value, inner, context, unique=kind == "set")
    if kind == "tuple" and isinstance(inner, Tuple):
        pairs = zip(value.elements, inner.items, strict=False)
        made = tuple(converted(one, type_, context) for one, type_ in pairs)
        return msgspec.structs.replace(value, elements=made)
    return value


def _mapping(value: Map, kind: str, inner: Node | None, context: Context) -> Value:
    if kind == "map":
        content = {key: converted(one, inner, context) for key, one in value.content.items()}
        return msgspec.structs.replace(value, content=content)
    if kind == "object" and isinstance(inner, Object):
        return _object(value, inner, context)
    return value


def _scalar(value: Known, kind: str) -> Value:
    found: str | int | float | bool | None = None
    if kind == "string" and not isinstance(value.value, str):
        found = scalar_text(value.value)
    elif kind == "number" and isinstance(value.value, str):
        found = operators.number(value)
    elif kind == "bool" and isinstance(value.value, str):
        found = truths.boolean(value)
    return value if found is None else msgspec.structs.replace(value, value=found)


def _list(value: List, inner: Node | None, context: Context, *, unique: bool) -> Value:
    elements = [converted(one, inner, context) for one in value.elements]
    if unique and all(isinstance(one, Known) for one in elements):
        elements = sorted(
            {one.text(): one for one in elements}.values(), key=lambda one: one.text()
        )
    return msgspec.structs.replace(value, elements=tuple(elements))


def _object(value: Map, fields: Object, context: Context) -> Value:
    content: dict[str, Value] = {}
    for key, constraint in fields.pairs:
        name = str(key.value) if isinstance(key, Literal) else key.text
        type_, default = _optional(constraint)
        found = value.content.get(name)
        if isinstance(found, Absent | None):
            content[name] = _default(found, default, type_, value, context)
        else:
            content[name] = converted(found, type_, context)
    open_ = isinstance(value, OpenMap)
    kept = dict(value.content) if open_ else {}
    return msgspec.structs.replace(value, content={**kept, **content})


def _default(
    found: Value | None, default: Node | None, type_: Node, whole: Map, context: Context
) -> Value:
    if isinstance(whole, OpenMap) and found is None:
        return whole.each
    if default is None:
        return found or Absent(span=whole.span)
    from crenel.readers.terraform.evaluation.evaluate import evaluate  # noqa: PLC0415 - a default

    return converted(evaluate(default, context), type_, context)


def _optional(constraint: Node) -> tuple[Node, Node | None]:
    """``optional(TYPE, DEFAULT)``: the type and the default."""
    if isinstance(constraint, Call) and constraint.name == "optional" and constraint.arguments:
        arguments: Sequence[Node] = constraint.arguments
        return arguments[0], arguments[1] if len(arguments) > 1 else None
    return constraint, None
