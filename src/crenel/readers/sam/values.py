"""Making the values of resources that nobody wrote, out of those that somebody did."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from crenel.model.guard import ALWAYS, Guard
from crenel.model.provenance import How, Step
from crenel.model.source import Span
from crenel.model.value import (
    NOTHING,
    Absent,
    Choice,
    Known,
    List,
    Map,
    Unknown,
    UnknownKind,
    Value,
    known,
    mapping,
    sequence,
)
from crenel.readers.cloudformation.join import concatenated

Raw = object
"""A ``Value``, a scalar, None, or lists and maps of these."""

_HOLE = re.compile(r"\$\{([^{}]+)\}")
_MAX_BRANCHES = 64


def value_of(raw: Raw, span: Span, via: Step | None) -> Value:
    """Nested lists and maps as a value; what is already a value stays itself."""
    if isinstance(raw, Value):
        return raw
    if isinstance(raw, str | int | float):
        return Known(value=raw, span=span, via=via)
    if isinstance(raw, Mapping):
        return mapping({key: value_of(one, span, via) for key, one in raw.items()}, span, via)
    if isinstance(raw, Sequence):
        elements = [value_of(one, span, via) for one in raw]
        return sequence([one for one in elements if not isinstance(one, Absent)], span, via)
    return NOTHING


def each(value: Value, change: Callable[[Value], Value]) -> Value:
    """The value with every branch changed; one that is no choice is its only branch."""
    if not isinstance(value, Choice):
        return change(value)
    branches = tuple((guard, change(leaf)) for guard, leaf in cases_of(value))
    return Choice(branches=branches, span=value.span, via=value.via)


def entry(value: Value, key: str) -> Value:
    """``value.get(key)``, quick where a map has no such key: most properties are not written."""
    if type(value) is Map and key not in value.content:
        return Absent(span=value.span)
    return value.get(key)


def cases_of(value: Value) -> Iterable[tuple[Guard, Value]]:
    """The value under each guard; beyond the cap it is unknown (over budget)."""
    if not isinstance(value, Choice):
        return ((ALWAYS, value),)
    found = list(islice(value.cases(), _MAX_BRANCHES + 1))
    if len(found) > _MAX_BRANCHES:
        kind = UnknownKind.OVER_BUDGET
        return ((ALWAYS, Unknown(kind=kind, name="choice", span=value.span, via=value.via)),)
    return found


def one_of(branches: Sequence[tuple[Guard, Value]], source: Value) -> Value:
    """A choice of branches, or the only one, standing where ``source`` stands."""
    if len(branches) == 1:
        return branches[0][1]
    return Choice(branches=tuple(branches), span=source.span, via=source.via)


def under(guard: Guard, value: Value) -> Value:
    """The value where the guard holds, nothing elsewhere."""
    if not guard:
        return value
    rest = ((other, NOTHING) for other in guard.negations())
    return Choice(branches=((guard, value), *rest), span=value.span)


def written(value: Value) -> bool:
    """Is something there, as SAM asks: not empty, not false, not zero?"""
    if isinstance(value, Absent):
        return False
    if isinstance(value, Known):
        return bool(value.value)
    if isinstance(value, List):
        return bool(value.elements)
    return not isinstance(value, Map) or bool(value.content)


def maybe_written(value: Value) -> bool:
    """Is something there in some deployment?"""
    return any(written(leaf) for _, leaf in cases_of(value))


def word(value: Value) -> str:
    """The text of a known scalar; empty for everything else."""
    return value.text() if isinstance(value, Known) else ""


def fields(value: Value) -> Iterator[tuple[Guard, str, Value, Span | None]]:
    """The entries of a map, of each branch of a choice: guard, key, value, the key's place."""
    for outer, leaf in cases_of(value):
        if isinstance(leaf, Map):
            for key, one in leaf.content.items():
                yield outer, key, one, leaf.keys.get(key)


def literal(value: Value) -> bool:
    """Is it a scalar written at its place (or in Globals), not one that an input gives?"""
    if not isinstance(value, Known):
        return False
    steps = [step.how for step in value.via.chain()] if value.via else []
    if How.EXPANSION in steps:
        return True
    if not all(how in (How.GLOBALS, How.INCLUDED) for how in steps):
        return False
    return value.span is None or value.span.text.strip("\"'") == value.text()


def elements(value: Value) -> Iterator[tuple[Guard, int, Value]]:
    """The elements of a list, of each branch of a choice, numbered; a single value is one."""
    for outer, leaf in cases_of(value):
        items = leaf.elements if isinstance(leaf, List) else (leaf,)
        for index, item in enumerate(items):
            for inner, one in cases_of(item):
                guard = outer.conjoin(inner)
                if guard is not None and not isinstance(one, Absent):
                    yield guard, index, one


def appended(value: Value, extra: Sequence[Value], span: Span) -> Value:
    """A list with more elements; nothing becomes a list of them."""

    def more(leaf: Value) -> Value:
        if isinstance(leaf, List):
            joined = (*leaf.elements, *extra)
            return List(elements=joined, span=leaf.span, via=leaf.via)
        if isinstance(leaf, Absent):
            return sequence(extra, span)
        return sequence((leaf, *extra), span)

    return each(value, more)


def spread(value: Value) -> Value:
    """A list with choices in it as a choice of lists; too many choices stay as they are."""
    if not isinstance(value, List) or not any(isinstance(one, Choice) for one in value.elements):
        return value
    rows: list[tuple[Guard, list[Value]]] = [(ALWAYS, [])]
    for element in value.elements:
        rows = [
            (joined, [*row, leaf])
            for guard, row in rows
            for inner, leaf in cases_of(element)
            if (joined := guard.conjoin(inner)) is not None
        ]
        if len(rows) > _MAX_BRANCHES:
            return value
    branches = tuple(
        (guard, sequence([one for one in row if not isinstance(one, Absent)], value.span))
        for guard, row in rows
    )
    return Choice(branches=branches, span=value.span, via=value.via)


def as_list(value: Value) -> Value:
    """A list stays; a single value becomes a list of one."""
    return each(
        value,
        lambda leaf: (
            leaf
            if isinstance(leaf, List | Absent | Unknown)
            else sequence((leaf,), leaf.span, leaf.via)
        ),
    )


def with_entry(value: Value, key: str, change: Callable[[Value], Value]) -> Value:
    """A map with one entry changed; nothing becomes a map of it; anything else stays."""

    def changed(leaf: Value) -> Value:
        if isinstance(leaf, Map):
            return leaf.merged({key: change(leaf.get(key))})
        if isinstance(leaf, Absent):
            return mapping({key: change(NOTHING)}, leaf.span)
        return leaf

    return each(value, changed)


def filled(pattern: str, holes: Mapping[str, Value], span: Span, via: Step | None = None) -> Value:
    """A text with ``${Name}`` filled; a name that is not given is a pseudo-parameter."""
    parts: list[Value] = []
    for text, hole in _pieces(pattern):
        if not hole:
            parts.append(known(text, span, via))
        else:
            parts.append(holes.get(text) or Unknown(kind=UnknownKind.PSEUDO, name=text, span=span))
    return concatenated(parts, span, via)


@lru_cache(maxsize=1024)
def _pieces(pattern: str) -> tuple[tuple[str, bool], ...]:
    pieces = []
    position = 0
    for found in _HOLE.finditer(pattern):
        if found.start() > position:
            pieces.append((pattern[position : found.start()], False))
        pieces.append((found.group(1), True))
        position = found.end()
    if position < len(pattern):
        pieces.append((pattern[position:], False))
    return tuple(pieces)
