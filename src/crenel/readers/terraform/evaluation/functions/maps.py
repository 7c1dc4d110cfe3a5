"""Functions of maps and objects."""

from __future__ import annotations

from collections.abc import Sequence

from crenel.model.guard import Atom, Guard
from crenel.model.source import Span
from crenel.model.value import Absent, List, Map, Ref, Unknown, Value, known
from crenel.readers.terraform.evaluation.access import attribute, picked
from crenel.readers.terraform.evaluation.choices import chosen
from crenel.readers.terraform.evaluation.functions.registry import Asked, function
from crenel.readers.terraform.evaluation.functions.sequences import as_list
from crenel.readers.terraform.evaluation.values import (
    Derived,
    Failed,
    OpenList,
    OpenMap,
    derived,
    is_open,
    word,
)


def as_map(value: Value, asked: Asked) -> Map | None:
    """The value as a map, open where it is not known; None for what is none."""
    if isinstance(value, Map):
        return value
    if isinstance(value, Unknown | Ref) and not isinstance(value, Failed):
        return OpenMap(each=attribute(value, "*", asked.span), because=value, span=asked.span)
    return None


@function("merge")
def merge(values: Sequence[Value], asked: Asked) -> Value:
    """Later entries replace earlier ones; an open map may replace any before it."""
    content: dict[str, Value] = {}
    keys: dict[str, Span] = {}
    open_ends: list[OpenMap] = []
    for value in values:
        one = as_map(value, asked)
        if one is None:
            if isinstance(value, Absent):
                continue
            return asked.failed("an argument is no map")
        if isinstance(one, OpenMap):
            content = {key: _replaced(key, old, one) for key, old in content.items()}
            open_ends.append(one)
        content.update(one.content)
        keys.update(one.keys)
    if not open_ends:
        return Map(content=content, keys=keys, span=asked.span)
    each = open_ends[0].each if len(open_ends) == 1 else derived(*(one.each for one in open_ends))
    because = open_ends[0].because
    return OpenMap(content=content, keys=keys, each=each, because=because, span=asked.span)


def _replaced(key: str, old: Value, by: OpenMap) -> Value:
    """The old entry, or the open map's own, if it has one."""
    if by.because is None:
        return old
    cause = derived(by.because)
    atom = Atom(f"condition {cause.name} has {key}", "true", f"{cause.name} has {key}")
    replaced = Derived(kind=cause.kind, name=f"{cause.name}.{key}", span=by.span)
    return chosen(((Guard(((atom, False),)), old), (Guard(((atom, True),)), replaced)), old.span)


@function("lookup")
def lookup(values: Sequence[Value], asked: Asked) -> Value:
    """An entry, or else what is given for that."""
    if not 2 <= len(values) <= 3:  # noqa: PLR2004 - a map, a key, a default
        return asked.failed("a map, a key and a default are wanted")
    whole, key = values[0], values[1]
    missing = values[2] if len(values) > 2 else asked.failed("no such key")  # noqa: PLR2004
    if isinstance(whole, Absent):
        return missing
    if isinstance(whole, Map):
        return _looked_up(whole, key, missing, asked)
    name = word(key)
    if name is None or not isinstance(whole, Unknown | Ref):
        return asked.unknown(whole, key)
    return attribute(whole, name, asked.span)


def _looked_up(whole: Map, key: Value, missing: Value, asked: Asked) -> Value:
    name = word(key)
    if name is None:
        return picked(whole, key, asked.span, missing)
    if name in whole.content:
        return whole.content[name]
    return asked.unknown(whole) if is_open(whole) else missing


@function("keys")
def keys_(values: Sequence[Value], asked: Asked) -> Value:
    """The keys, sorted."""
    whole = as_map(values[0], asked) if len(values) == 1 else None
    if whole is None:
        return asked.failed("the argument is no map")
    found = tuple(known(key, whole.keys.get(key)) for key in sorted(whole.content))
    if isinstance(whole, OpenMap):
        more = asked.unknown(whole.because or whole)
        return OpenList(elements=(*found, more), because=whole.because, span=asked.span)
    return List(elements=found, span=asked.span)


@function("values")
def values_(values: Sequence[Value], asked: Asked) -> Value:
    """The values, in the order of their keys."""
    whole = as_map(values[0], asked) if len(values) == 1 else None
    if whole is None:
        return asked.failed("the argument is no map")
    found = tuple(whole.content[key] for key in sorted(whole.content))
    if isinstance(whole, OpenMap):
        return OpenList(elements=(*found, whole.each), because=whole.because, span=asked.span)
    return List(elements=found, span=asked.span)


@function("zipmap")
def zipmap(values: Sequence[Value], asked: Asked) -> Value:
    """A map of keys and values that stand in two lists."""
    lists = [as_list(value, asked) for value in values]
    if len(lists) != 2 or lists[0] is None or lists[1] is None:  # noqa: PLR2004 - keys and values
        return asked.failed("two lists are wanted")
    names, items = lists[0], lists[1]
    words = [word(one) for one in names.elements]
    if is_open(names) or is_open(items) or None in words:
        each = items.elements[0] if len(items.elements) == 1 else derived(items, names)
        return OpenMap(each=each, because=derived(names, items), span=asked.span)
    if len(words) != len(items.elements):
        return asked.failed("the lists are not equally long")
    content = {str(key): one for key, one in zip(words, items.elements, strict=True)}
    return Map(content=content, span=asked.span)


@function("tomap")
def tomap(values: Sequence[Value], asked: Asked) -> Value:
    """The same, as a map."""
    found = as_map(values[0], asked) if len(values) == 1 else None
    if found is None:
        null = len(values) == 1 and isinstance(values[0], Absent)
        return values[0] if null else asked.failed("the argument is no map")
    return found


@function("map")
def map_(values: Sequence[Value], asked: Asked) -> Value:
    """What ``{...}`` was written as before 0.12."""
    names = [word(one) for one in values[::2]]
    if None in names or len(values) % 2:
        return asked.unknown(*values)
    return Map(content=dict(zip(map(str, names), values[1::2], strict=True)), span=asked.span)


@function("transpose", "matchkeys")
def rare(values: Sequence[Value], asked: Asked) -> Value:
    """Known to Terraform, not followed."""
    return asked.unknown(*values)
