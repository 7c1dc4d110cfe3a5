"""Functions of lists and sets."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
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
from crenel.readers.terraform.evaluation import truths
from crenel.readers.terraform.evaluation.access import element as picked
from crenel.readers.terraform.evaluation.choices import chosen, spread
from crenel.readers.terraform.evaluation.functions.registry import Asked, function
from crenel.readers.terraform.evaluation.operators import number
from crenel.readers.terraform.evaluation.values import Failed, OpenList, OpenMap, is_open

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
        return _endless(span, "a list")
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
    if isinstance(value, Known):
        return known(len(value.text()), asked.span)
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


@function("contains")
def contains(values: Sequence[Value], asked: Asked) -> Value:
    """Is a value an element of a list?"""
    if len(values) != 2:  # noqa: PLR2004 - a list and a value
        return asked.failed("a list and a value are wanted")
    whole = as_list(values[0], asked)
    if whole is None:
        return asked.failed("the first argument is no list")
    answers = [_same(one, values[1], asked) for one in whole.elements]
    answer = any_of(answers, asked)
    if isinstance(answer, Known) and answer.value is False and is_open(whole):
        return asked.unknown(whole)
    return answer


def _same(one: Value, other: Value, asked: Asked) -> Value:
    span = asked.span
    return spread([one, other], lambda pair: truths.equal(pair[0], pair[1], span), span)


def any_of(answers: Sequence[Value], asked: Asked) -> Value:
    """Is one of them true? They may be choices."""
    found: Value = known(False, asked.span)
    for answer in answers:
        found = spread([found, answer], lambda pair: _or(pair, asked), asked.span)
        if isinstance(found, Known) and found.value is True:
            break
    return found


def _or(pair: Sequence[Value], asked: Asked) -> Value:
    sides = [truths.boolean(one) for one in pair]
    if True in sides:
        return known(True, asked.span)
    return asked.unknown(*pair) if None in sides else known(False, asked.span)


@function("anytrue", "alltrue")
def all_or_any(values: Sequence[Value], asked: Asked) -> Value:
    """Are all, or is any, of the elements true?"""
    whole = as_list(values[0], asked) if len(values) == 1 else None
    if whole is None:
        return asked.failed("the argument is no list")
    wanted = asked.name == "anytrue"

    def decide(leaves: Sequence[Value]) -> Value:
        answers = [truths.boolean(leaf) for leaf in leaves]
        if wanted in answers:
            return known(wanted, asked.span)
        if None in answers or is_open(whole):
            return asked.unknown(whole, *leaves)
        return known(not wanted, asked.span)

    return spread(whole.elements, decide, asked.span)


@function("index")
def index(values: Sequence[Value], asked: Asked) -> Value:
    """Where an element stands."""
    if len(values) != 2 or not isinstance(values[0], List) or is_open(values[0]):  # noqa: PLR2004
        return asked.unknown(*values)
    for place, one in enumerate(values[0].elements):
        answer = _same(one, values[1], asked)
        if truths.boolean(answer) is None:
            return asked.unknown(*values)
        if truths.boolean(answer):
            return known(place, asked.span)
    return asked.failed("there is no such element")


@function("range")
def range_(values: Sequence[Value], asked: Asked) -> Value:
    """Numbers from one to before another."""
    numbers = [number(value) for value in values]
    if not 1 <= len(values) <= 3:  # noqa: PLR2004 - as Python's own
        return asked.failed("one to three numbers are wanted")
    if None in numbers:
        return asked.unknown(*values)
    plain = [one for one in numbers if one is not None]
    start, limit = (0, plain[0]) if len(plain) == 1 else (plain[0], plain[1])
    step = plain[2] if len(plain) == 3 else (1 if start <= limit else -1)  # noqa: PLR2004
    if not step or (limit - start) / step > MAX_ITEMS:
        return asked.failed("this makes too many numbers") if not step else _too_many(asked)
    return sequence(map(known, _steps(start, limit, step)), asked.span)


def _too_many(asked: Asked) -> Value:
    asked.context.names.note(f"{asked.name}() makes more than {MAX_ITEMS:,} elements", asked.span)
    return _endless(asked.span, f"{asked.name}()")


def _endless(span: Span, name: str) -> OpenList:
    """What stands for a list of more elements than are told apart."""
    one = Unknown(kind=UnknownKind.OVER_BUDGET, name=name, span=span)
    return OpenList(elements=(one,), because=one, span=span)


def _steps(start: float, limit: float, step: float) -> Iterator[float]:
    while (start < limit) if step > 0 else (start > limit):
        yield start
        start += step


@function("setunion", "setintersection", "setsubtract")
def sets(values: Sequence[Value], asked: Asked) -> Value:
    """Sets put together, or what they share, or what only the first has."""
    lists = [as_list(value, asked) for value in values]
    if not lists or None in lists:
        return asked.failed("an argument is no set")
    found = [one for one in lists if one is not None]
    if asked.name == "setunion":
        return distinct([concat(values, asked)], asked)
    if any(is_open(one) or not _all_known(one) for one in found):
        return asked.unknown(*values)
    others = [{item.text() for item in one.elements} for one in found[1:]]
    wanted = asked.name == "setintersection"
    kept = [
        item
        for item in found[0].elements
        if (all if wanted else any)(item.text() in other for other in others) is wanted
    ]
    return distinct([List(elements=tuple(kept), span=asked.span)], asked)


def _all_known(value: List) -> bool:
    return all(isinstance(one, Known) for one in value.elements)


@function("setproduct")
def setproduct(values: Sequence[Value], asked: Asked) -> Value:
    """Every combination of elements."""
    lists = [as_list(value, asked) for value in values]
    if not lists or None in lists:
        return asked.failed("an argument is no list")
    found = [one for one in lists if one is not None]
    if math.prod(len(one.elements) for one in found) > MAX_ITEMS:
        return _too_many(asked)
    rows: list[tuple[Value, ...]] = [()]
    for one in found:
        rows = [(*row, item) for row in rows for item in one.elements]
    return joined(found, (List(elements=row, span=asked.span) for row in rows), asked.span)


@function("sum", "max", "min")
def folded(values: Sequence[Value], asked: Asked) -> Value:
    """The sum, the largest or the smallest."""
    items = values
    if asked.name == "sum" and len(values) == 1 and isinstance(values[0], List):
        items = values[0].elements
    numbers = [number(one) for one in items]
    if None in numbers or any(is_open(one) for one in values):
        return asked.unknown(*values)
    plain = [one for one in numbers if one is not None]
    if not plain:
        return asked.failed("there are no numbers")
    answer = {"sum": sum, "max": max, "min": min}[asked.name](plain)  # type: ignore[operator]
    return known(answer, asked.span)


__all__ = ["Failed", "OpenMap", "any_of", "as_list", "joined", "open_list"]
