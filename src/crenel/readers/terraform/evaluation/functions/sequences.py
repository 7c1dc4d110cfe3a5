"""Functions of lists and sets."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import islice

from crenel.model.source import Span
from crenel.model.value import (
    Absent,
    Choice,
    Known,
    List,
    Map,
    Ref,
    Text,
    Unknown,
    UnknownKind,
    Value,
    known,
    sequence,
)
from crenel.readers.terraform.allowance import MAX_ITEMS
from crenel.readers.terraform.evaluation.access import element as picked
from crenel.readers.terraform.evaluation.choices import chosen, spread
from crenel.readers.terraform.evaluation.functions.registry import Asked, function
from crenel.readers.terraform.evaluation.operators import number
from crenel.readers.terraform.evaluation.values import OpenList, is_open

_MAX_NESTING = 50


def open_list(value: Value, asked: Asked) -> OpenList:
    """A list of which nothing is known but whose it is."""
    one = picked(value, known("*"), asked.span)
    return OpenList(elements=(one,), because=value, span=asked.span)


def as_list(value: Value, asked: Asked) -> List | None:
    """The value as a list, open where it is not known; None for what is none."""
    if isinstance(value, List):
        return value
    if isinstance(value, Unknown | Ref):
        return open_list(value, asked)
    return None


def joined(lists: Sequence[List], elements: Iterable[Value], span: Span) -> List:
    """A list made of some others, open where one of them is."""
    kept = tuple(islice(elements, MAX_ITEMS + 1))
    if len(kept) > MAX_ITEMS:
        return endless(span, "a list")
    because = next((one for one in lists if isinstance(one, OpenList)), None)
    if because is None:
        return List(elements=kept, span=span)
    return OpenList(elements=kept, because=because.because, span=span)


@function("concat")
def concat(values: Sequence[Value], asked: Asked) -> Value:
    """Lists one after the other."""
    lists = [as_list(value, asked) for value in values]
    if None in lists:
        return asked.failed("an argument is no list")
    found = [one for one in lists if one is not None]
    return joined(found, (item for one in found for item in one.elements), asked.span)


@function("flatten")
def flatten(values: Sequence[Value], asked: Asked) -> Value:
    """The elements of lists inside lists."""
    whole = as_list(values[0], asked) if len(values) == 1 else None
    if whole is None:
        return asked.failed("the argument is no list")
    return _flat(whole, asked, 0)


def _flat(whole: List, asked: Asked, depth: int) -> Value:
    if depth > _MAX_NESTING:
        return asked.unknown(whole)
    if any(isinstance(one, Choice) and _holds_list(one) for one in whole.elements):

        def again(leaves: Sequence[Value]) -> Value:
            return _flat(joined([whole], leaves, asked.span), asked, depth + 1)

        return spread(whole.elements, again, asked.span)
    lists, elements = [whole], []
    for one in whole.elements:
        if not isinstance(one, List):
            elements.append(one)
            continue
        inner = _flat(one, asked, depth + 1)
        if isinstance(inner, List):
            lists.append(inner)
            elements.extend(inner.elements)
        else:
            elements.append(inner)
    if len(elements) > MAX_ITEMS:
        return asked.unknown(whole)
    return joined(lists, elements, asked.span)


def _holds_list(value: Choice) -> bool:
    return any(isinstance(leaf, List) for _, leaf in value.cases())


@function("length")
def length(values: Sequence[Value], asked: Asked) -> Value:
    """How many elements, entries or characters."""
    value = values[0] if len(values) == 1 else Absent()
    if is_open(value) or isinstance(value, Unknown | Ref | Text):
        return asked.unknown(value)
    if isinstance(value, List):
        return known(len(value.elements), asked.span)
    if isinstance(value, Map):
        return known(len(value.content), asked.span)
    if isinstance(value, Known) and isinstance(value.value, str):
        return known(len(value.value), asked.span)
    return asked.failed("this has no length")


@function("toset", "distinct")
def distinct(values: Sequence[Value], asked: Asked) -> Value:
    """Each element once; a set is sorted where all of it is known."""
    whole = as_list(values[0], asked) if len(values) == 1 else None
    if whole is None:
        return asked.failed("the argument is no list")
    seen: set[str] = set()
    kept = []
    for one in whole.elements:
        key = one.text() if isinstance(one, Known | Text | Ref) else ""
        if key and key in seen:
            continue
        seen.add(key)
        kept.append(one)
    if asked.name != "distinct" and all(isinstance(one, Known) for one in kept):
        kept.sort(key=lambda one: one.text())
    return joined([whole], kept, asked.span)


@function("tolist")
def tolist(values: Sequence[Value], asked: Asked) -> Value:
    """The same, as a list."""
    found = as_list(values[0], asked) if len(values) == 1 else None
    if found is None:
        null = len(values) == 1 and isinstance(values[0], Absent)
        return values[0] if null else asked.failed("the argument is no list")
    return found


@function("list")
def list_(values: Sequence[Value], asked: Asked) -> Value:
    """What ``[...]`` was written as before 0.12."""
    return List(elements=tuple(values), span=asked.span)


@function("compact")
def compact(values: Sequence[Value], asked: Asked) -> Value:
    """Without null and empty texts."""
    whole = as_list(values[0], asked) if len(values) == 1 else None
    if whole is None:
        return asked.failed("the argument is no list")
    kept = (_or_absent(one) for one in whole.elements)
    return joined([whole], (one for one in kept if not isinstance(one, Absent)), asked.span)


def _or_absent(value: Value) -> Value:
    if not isinstance(value, Choice):
        return Absent() if isinstance(value, Known) and value.value == "" else value
    return chosen(((guard, _or_absent(leaf)) for guard, leaf in value.cases()), value.span)


@function("element")
def element(values: Sequence[Value], asked: Asked) -> Value:
    """An element; the index goes round."""
    if len(values) != 2:  # noqa: PLR2004 - a list and an index
        return asked.failed("a list and an index are wanted")
    whole, index = values
    place = number(index)
    if isinstance(whole, List) and not is_open(whole) and place is not None:
        if not whole.elements:
            return asked.failed("the list is empty")
        return whole.elements[math.floor(place) % len(whole.elements)]
    return picked(whole, index, asked.span)


@function("slice")
def slice_(values: Sequence[Value], asked: Asked) -> Value:
    """From an index to before another."""
    if len(values) != 3:  # noqa: PLR2004 - a list and two indexes
        return asked.failed("a list and two indexes are wanted")
    start, end = number(values[1]), number(values[2])
    whole = values[0]
    if not isinstance(whole, List) or is_open(whole) or start is None or end is None:
        return asked.unknown(*values)
    if not 0 <= start <= end <= len(whole.elements):
        return asked.failed("the indexes are out of range")
    return List(elements=whole.elements[int(start) : int(end)], span=asked.span)


@function("reverse", "sort")
def ordered(values: Sequence[Value], asked: Asked) -> Value:
    """The other way round, or by their text."""
    whole = as_list(values[0], asked) if len(values) == 1 else None
    if whole is None:
        return asked.failed("the argument is no list")
    elements = list(whole.elements)
    if asked.name == "reverse":
        elements.reverse()
    elif all(isinstance(one, Known) for one in elements):
        elements.sort(key=lambda one: one.text())
    return joined([whole], elements, asked.span)


@function("chunklist")
def chunklist(values: Sequence[Value], asked: Asked) -> Value:
    """Lists of at most so many elements."""
    if len(values) != 2:  # noqa: PLR2004 - a list and a size
        return asked.failed("a list and a size are wanted")
    whole, size = values[0], number(values[1])
    if not isinstance(whole, List) or is_open(whole) or size is None:
        return asked.unknown(*values)
    if size < 1:
        return asked.failed("the size is not above zero")
    step = int(size)
    cuts = range(0, len(whole.elements), step)
    return sequence(
        (sequence(whole.elements[at : at + step], asked.span) for at in cuts), asked.span
    )


def too_many(asked: Asked) -> Value:
    """What stands for more elements than are made; it is told."""
    asked.context.names.note(f"{asked.name}() makes more than {MAX_ITEMS:,} elements", asked.span)
    return endless(asked.span, f"{asked.name}()")


def endless(span: Span, name: str) -> OpenList:
    """What stands for a list of more elements than are told apart."""
    one = Unknown(kind=UnknownKind.OVER_BUDGET, name=name, span=span)
    return OpenList(elements=(one,), because=one, span=span)
