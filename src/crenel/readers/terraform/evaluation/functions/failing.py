"""``try``, ``can``, ``coalesce`` and the like: the first value that there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crenel.model.value import Absent, Known, List, Map, Unknown, Value, known
from crenel.readers.terraform.evaluation.choices import each
from crenel.readers.terraform.evaluation.evaluate import evaluate
from crenel.readers.terraform.evaluation.functions.registry import Asked, function, lazy
from crenel.readers.terraform.evaluation.values import Derived, fails, is_open
from crenel.readers.terraform.syntax.nodes import Node


@lazy("try")
def try_(arguments: Sequence[Node], asked: Asked) -> Value:
    """The first argument that does not fail."""
    if not arguments:
        return asked.failed("nothing is tried")
    value = evaluate(arguments[0], asked.context)
    if len(arguments) == 1:
        return value

    def or_next(leaf: Value) -> Value:
        return try_(arguments[1:], asked) if fails(leaf) else leaf

    return each(value, or_next)


@lazy("can")
def can(arguments: Sequence[Node], asked: Asked) -> Value:
    """Does it not fail?"""
    if not arguments:
        return asked.failed("nothing is tried")

    def answer(leaf: Value) -> Value:
        if fails(leaf):
            return known(False, asked.span)
        if isinstance(leaf, Unknown) and (leaf.inside or isinstance(leaf, Derived)):
            return asked.unknown(leaf)
        return known(True, asked.span)

    return each(evaluate(arguments[0], asked.context), answer)


@function("coalesce")
def coalesce(values: Sequence[Value], asked: Asked) -> Value:
    """The first that is neither null nor an empty text."""
    return _first(values, asked, lambda one: isinstance(one, Known) and one.value == "")


@function("coalescelist")
def coalescelist(values: Sequence[Value], asked: Asked) -> Value:
    """The first list that is not empty."""
    return _first(values, asked, _empty)


def _empty(value: Value) -> bool:
    if is_open(value):
        return False
    return isinstance(value, List) and not value.elements


def _first(values: Sequence[Value], asked: Asked, skipped: Callable[[Value], bool]) -> Value:
    for index, value in enumerate(values):
        if isinstance(value, Absent) or skipped(value):
            continue
        unsure = isinstance(value, Unknown) and (value.inside or isinstance(value, Derived))
        if unsure and index < len(values) - 1:
            return asked.unknown(value)
        return value
    return asked.failed("every argument is null or empty")


@function("sensitive", "nonsensitive", "ephemeralasnull")
def marked(values: Sequence[Value], asked: Asked) -> Value:
    """The same value; only what Terraform prints of it changes."""
    return values[0] if values else asked.failed("one argument is wanted")


@function("one")
def one(values: Sequence[Value], asked: Asked) -> Value:
    """The only element, or null for none."""
    value = values[0] if len(values) == 1 else Absent()
    if isinstance(value, List) and len(value.elements) == 1:
        return value.elements[0]
    if isinstance(value, List) and not value.elements and not is_open(value):
        return Absent(span=asked.span)
    if isinstance(value, Absent):
        return value
    if isinstance(value, List | Map | Known) and not is_open(value):
        return asked.failed("there is more than one element")
    return asked.unknown(*values)
