"""``for`` expressions: over what is known, and over what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crenel.model.guard import ALWAYS, Guard
from crenel.model.value import (
    Absent,
    List,
    Map,
    Ref,
    Unknown,
    UnknownKind,
    Value,
    known,
)
from crenel.readers.terraform.allowance import MAX_ITEMS
from crenel.readers.terraform.evaluation import truths
from crenel.readers.terraform.evaluation.access import element
from crenel.readers.terraform.evaluation.choices import chosen, each
from crenel.readers.terraform.evaluation.context import Context
from crenel.readers.terraform.evaluation.values import (
    Failed,
    OpenList,
    OpenMap,
    derived,
    failed,
    word,
)
from crenel.readers.terraform.syntax.nodes import For

Pair = tuple[Value, Value]
_MOST_ALTERNATIVES = 16

Made = list[tuple[Value | None, Value]]
"""What a loop yields: the key (none for a list) and the value."""


def for_expression(node: For, context: Context) -> Value:
    """The list or map that a loop makes; one for each case of what it goes through."""
    from crenel.readers.terraform.evaluation.evaluate import evaluate  # noqa: PLC0415 - recursive

    return each(evaluate(node.collection, context), lambda leaf: _over(leaf, node, context))


def pairs_of(value: Value) -> Sequence[Pair] | None:
    """Keys and values of a collection, a map's in the order of its keys; None where not known."""
    if isinstance(value, Map):
        keys = value.keys
        return [
            (known(key, keys.get(key)), one)
            for key, one in sorted(value.content.items(), key=_first)
        ]
    if isinstance(value, List):
        return [(known(index), one) for index, one in enumerate(value.elements)]
    return None


def _first(entry: tuple[str, Value]) -> str:
    return entry[0]


def bindings_of(names: tuple[str, str], key: Value, value: Value) -> dict[str, Value]:
    """The names of a loop, bound for one round."""
    return {names[0]: key, names[1]: value} if names[0] else {names[1]: value}


def _over(collection: Value, node: For, context: Context) -> Value:
    if isinstance(collection, OpenList | OpenMap | Ref | Unknown):
        return _symbolic(collection, node, context)
    pairs = pairs_of(collection)
    if pairs is None:
        return failed("a loop goes through something that has no elements", node.span)
    if len(pairs) > MAX_ITEMS:
        return Unknown(kind=UnknownKind.OVER_BUDGET, name="elements", span=node.span)
    alternatives: list[tuple[Guard, Made]] = [(ALWAYS, [])]
    for key, value in pairs:
        round_ = _round(node, context.bound(bindings_of(node.names, key, value)))
        alternatives = _extended(alternatives, round_)
    return chosen(((guard, _collected(made, node)) for guard, made in alternatives), node.span)


def _round(node: For, context: Context) -> list[tuple[Guard, tuple[Value | None, Value] | None]]:
    """What one round yields in each case of its condition."""
    from crenel.readers.terraform.evaluation.evaluate import (  # noqa: PLC0415 - recursive
        condition_cases,
        evaluate,
    )

    cases: list[tuple[Guard, bool]] = [(ALWAYS, True)]
    if node.condition is not None:
        answer = evaluate(node.condition, context)
        found = condition_cases(answer, node.condition, context)
        cases = [(guard, bool(truths.boolean(one))) for guard, one in found]
    if not any(holds for _, holds in cases):
        return [(ALWAYS, None)]
    key = None if node.key is None else evaluate(node.key, context)
    made = (key, evaluate(node.value, context))
    return [(guard, made if holds else None) for guard, holds in cases]


def _extended(
    alternatives: list[tuple[Guard, Made]],
    round_: list[tuple[Guard, tuple[Value | None, Value] | None]],
) -> list[tuple[Guard, Made]]:
    if len(round_) == 1:
        if round_[0][1] is not None:
            for _, made in alternatives:
                made.append(round_[0][1])
        return alternatives
    if len(alternatives) * len(round_) > _MOST_ALTERNATIVES:
        return _with_optional(alternatives, round_)
    found = []
    for guard, made in alternatives:
        for inner, one in round_:
            joined = guard.conjoin(inner)
            if joined is not None:
                found.append((joined, list(made) if one is None else [*made, one]))
    return found


def _with_optional(
    alternatives: list[tuple[Guard, Made]],
    round_: list[tuple[Guard, tuple[Value | None, Value] | None]],
) -> list[tuple[Guard, Made]]:
    """Too many alternatives: the element itself is a choice, and absent elsewhere."""
    kept = next(one for _, one in round_ if one is not None)
    branches = [(guard, Absent() if one is None else kept[1]) for guard, one in round_]
    for _, made in alternatives:
        made.append((kept[0], chosen(branches)))
    return alternatives


def _collected(made: Made, node: For) -> Value:
    if node.key is None:
        return List(elements=tuple(value for _, value in made), span=node.span)
    content: dict[str, Value] = {}
    open_values: list[Value] = []
    for key, value in made:
        name = word(key) if key is not None else None
        if name is None:
            open_values.append(value)
        elif node.group and name in content:
            before = content[name]
            assert isinstance(before, List)  # noqa: S101 - made below
            content[name] = List(elements=(*before.elements, value), span=node.span)
        else:
            content[name] = List(elements=(value,), span=node.span) if node.group else value
    if open_values:
        unknown_keys = (key for key, _ in made if key is not None and word(key) is None)
        each_ = open_values[0] if len(open_values) == 1 else derived(*open_values)
        return OpenMap(content=content, each=each_, because=next(unknown_keys), span=node.span)
    return Map(content=content, span=node.span)


def _symbolic(collection: Value, node: For, context: Context) -> Value:
    """One round for all that there may be."""
    if isinstance(collection, Failed):
        return collection
    made: Made = []
    for key, value in _symbolic_rounds(collection, node):
        bound = context.bound(bindings_of(node.names, key, value))
        made.extend(one for _, one in _round(node, bound) if one is not None)
        if len(made) > MAX_ITEMS:
            break
    because = _because(collection)
    if node.key is None:
        return OpenList(elements=tuple(value for _, value in made), because=because, span=node.span)
    return _open_map(made, node, because)


def _open_map(made: Made, node: For, because: Value) -> OpenMap:
    content: dict[str, Value] = {}
    open_values: list[Value] = []
    for key, value in made:
        name = word(key) if key is not None else None
        grouped = List(elements=(value,), span=node.span) if node.group else value
        if name is None:
            open_values.append(grouped)
        else:
            content[name] = grouped
    each_ = open_values[0] if len(open_values) == 1 else derived(because, span=node.span)
    return OpenMap(content=content, each=each_, because=because, span=node.span)


def _symbolic_rounds(collection: Value, node: For) -> Iterator[Pair]:
    key = derived(_because(collection), span=node.span)
    if isinstance(collection, OpenMap):
        yield from ((known(name), value) for name, value in collection.content.items())
        if not isinstance(collection.each, Absent):
            yield key, collection.each
    elif isinstance(collection, OpenList):
        yield from ((key, value) for value in collection.elements)
    else:
        yield key, element(collection, known("*"), node.span)


def _because(collection: Value) -> Value:
    if isinstance(collection, OpenList | OpenMap) and collection.because is not None:
        return collection.because
    return collection
