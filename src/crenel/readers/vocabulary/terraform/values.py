"""Taking Terraform's values apart: blocks are lists of maps, whatever their number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from crenel.model.source import Span
from crenel.model.value import (
    NOTHING,
    Absent,
    Choice,
    Known,
    List,
    Map,
    Scalar,
    Value,
    known,
    mapping,
    sequence,
    where,
)
from crenel.readers.vocabulary.cloudformation.row import first_present

Names = Mapping[str, str]
"""CloudFormation's name -> the argument (a dotted path through blocks)."""


def within(value: Value, path: str, *, whole: bool = False) -> Value:
    """The argument under a dotted path. Of a list on the way the first element counts.

    At the end of the path too, where it is one of blocks, unless ``whole`` asks for all of it.
    """
    keys = path.split(".")
    for number, key in enumerate(keys):
        value = value.get(key)
        if number < len(keys) - 1 or (not whole and is_block(value)):
            value = first(value)
    return value


def is_block(value: Value) -> bool:
    """Is it a list of blocks: maps, or what may be one?"""
    return isinstance(value, List) and any(isinstance(one, Map) for _, one in value.items())


def first(value: Value) -> Value:
    """The first element of a list that is there, in each deployment; others as they are."""
    if isinstance(value, Choice):
        return per_case(value, first)
    if not isinstance(value, List):
        return value
    return first_present(*(where(guard, item) for guard, item in value.items()), NOTHING)


def per_case(value: Value, change: Callable[[Value], Value]) -> Value:
    """The value with each branch changed; one that is no choice is its only branch."""
    if not isinstance(value, Choice):
        return change(value)
    branches = tuple((guard, change(leaf)) for guard, leaf in value.cases())
    return Choice(branches=branches, span=value.span, via=value.via)


def each(value: Value, change: Callable[[Value], Value]) -> Value:
    """A list with each element changed; absent stays absent, a single value is a list of one."""
    if isinstance(value, Absent):
        return value
    elements = [where(guard, change(item)) for guard, item in value.items()]
    return sequence(elements, value.span, value.via)


def renamed(value: Value, names: Names) -> Value:
    """A block with its arguments under other names; what is no map stays what it is."""

    def rename(case: Value) -> Value:
        if not isinstance(case, Map):
            return case
        return nested({name: within(case, path) for name, path in names.items()}, case.span)

    return per_case(value, rename)


def nested(properties: Mapping[str, Value], span: Span | None = None) -> Map:
    """Dotted paths -> maps in maps. What is absent is left out, and so are maps without entries."""
    tree: dict[str, Any] = {}
    for path, value in properties.items():
        if isinstance(value, Absent):
            continue
        *outer, last = path.split(".")
        place = tree
        for key in outer:
            place = place.setdefault(key, {})
        place[last] = value
    return _mapped(tree, span)


def _mapped(tree: dict[str, Any], span: Span | None) -> Map:
    content = {
        key: _mapped(one, _place(one) or span) if isinstance(one, dict) else one
        for key, one in tree.items()
    }
    return mapping(content, span)


def _place(tree: dict[str, Any]) -> Span | None:
    """Where the first value of a made-up map stands."""
    for one in tree.values():
        found = _place(one) if isinstance(one, dict) else one.span
        if isinstance(found, Span):
            return found
    return None


def word_if(value: Value, on: Scalar, off: Scalar | None = None) -> Value:
    """A switch as the word that CloudFormation has for it; unknown stays unknown."""

    def change(case: Value) -> Value:
        said = case.known()
        if said is None:
            return case
        word = on if str(said).lower() == "true" else off
        return NOTHING if word is None else known(word, case.span, case.via)

    return per_case(value, change)


def unless(value: Value, *nothing: Scalar) -> Value:
    """The value; absent where it is one of those that mean nothing (an empty text, 0, -1)."""

    def change(case: Value) -> Value:
        return NOTHING if isinstance(case, Known) and case.value in nothing else case

    return per_case(value, change)


def joined(*lists: Value) -> Value:
    """Lists one after the other; absent where there is none."""
    present = [one for one in lists if not isinstance(one, Absent)]
    if len(present) <= 1:
        return present[0] if present else NOTHING
    elements = [where(guard, item) for one in present for guard, item in one.items()]
    return sequence(elements, present[0].span)


def tagged(pairs: Value, key: str = "Name", value: str = "Value") -> Value:
    """A map as the list of pairs that CloudFormation has for it."""

    def change(case: Value) -> Value:
        if not isinstance(case, Map):
            return case
        made = (
            where(guard, mapping({key: known(name, one.span), value: one}, one.span))
            for guard, name, one in case.entries()
        )
        return sequence(made, case.span)

    return per_case(pairs, change)


def texts(words: Iterable[str], span: Span | None = None) -> Value:
    """A list of known words."""
    return sequence([known(word, span) for word in words], span)
