"""Definitions of state machines: a map, or JSON text, read as one tree of values."""

from __future__ import annotations

import json
from collections.abc import Iterator

from crenel.model.guard import ALWAYS, Guard
from crenel.model.source import Span
from crenel.model.value import Map, Unknown, UnknownKind, Value, known, mapping, sequence

_STATES = ("States", "StartAt")
MAX_TEXT = 1_048_576
"""Step Functions takes definitions of at most 1 MB."""


def definition(value: Value) -> Value:
    """The tree of a definition, for one branch of a choice; unknown where it is not at hand."""
    if isinstance(value, Map) and all(key in value.content for key in _STATES):
        return value
    found = _parsed(value.text())
    if isinstance(found, dict) and "States" in found:
        return _value(found, value.span)
    return Unknown(
        kind=UnknownKind.EXTERNAL, name="the state machine's definition", span=value.span
    )


def fields(tree: Value) -> Iterator[tuple[Guard, str, Value]]:
    """Every field of a tree at any depth that holds a single value, with its key and guard."""
    yield from _fields(tree, "", ALWAYS)


def _fields(tree: Value, key: str, guard: Guard) -> Iterator[tuple[Guard, str, Value]]:
    inside = [(inner, name, one) for inner, name, one in tree.entries()]
    inside = inside or [(inner, key, one) for inner, one in tree.items() if one is not tree]
    if not inside:
        yield guard, key, tree
    for inner, name, one in inside:
        joined = guard.conjoin(inner)
        if joined is not None:
            yield from _fields(one, name, joined)


def _parsed(text: str) -> object:
    if len(text) > MAX_TEXT or not text.lstrip().startswith("{"):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _value(node: object, span: Span | None) -> Value:
    """Text keeps the place of the whole: JSON inside a text has none of its own."""
    if isinstance(node, dict):
        return mapping({key: _value(one, span) for key, one in node.items()}, span)
    if isinstance(node, list):
        return sequence([_value(one, span) for one in node], span)
    return known(node if isinstance(node, str | int | float | bool) else "", span)
