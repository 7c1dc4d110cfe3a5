"""``count`` and ``for_each``: which instances of a block there are, and when.

What is not known gives one instance that stands for all, under the guard that there is any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from crenel.model.guard import ALWAYS, Atom, Guard
from crenel.model.value import (
    List,
    Map,
    Value,
    known,
)
from crenel.readers.terraform.allowance import MAX_INSTANCES
from crenel.readers.terraform.evaluation.choices import Branches, chosen
from crenel.readers.terraform.evaluation.context import Context
from crenel.readers.terraform.evaluation.evaluate import evaluate
from crenel.readers.terraform.evaluation.operators import number
from crenel.readers.terraform.evaluation.values import (
    Failed,
    OpenList,
    OpenMap,
    derived,
    is_open,
)
from crenel.readers.terraform.syntax.nodes import Body, Node

ANY = "[*]"
"""The index of an instance that stands for all."""


class Instance(msgspec.Struct, frozen=True):
    """One instance: its index as the address has it, when there is one, what it binds."""

    index: str = ""
    guard: Guard = ALWAYS
    bindings: Mapping[str, Value] = {}
    because: Value | None = None
    """For one that stands for all: what would decide how many there are."""


class Expansion(msgspec.Struct, frozen=True):
    """All instances, and how they look from outside: one, a list or a map of them."""

    instances: tuple[Instance, ...]
    form: Value | None
    """None for a single one; else collections whose elements are the indexes, as text."""


Entries = Callable[[Value], Iterable[tuple[str, Value, Value]]]
"""Key as text, key and value of each element."""

ONE = Expansion((Instance(),), None)


def expansion(body: Body, context: Context, name: str) -> Expansion:
    """The instances of a block; ``name`` is its address."""
    count, for_each = body.value("count"), body.value("for_each")
    if count is not None:
        return _counted(count, context, name)
    if for_each is not None:
        return _for_each(for_each, context, name, _entries)
    return ONE


def repetition(node: Node, context: Context, name: str) -> Expansion:
    """The repetitions of a dynamic block: a list has its indexes as keys."""
    return _for_each(node, context, name, _items)


def _counted(node: Node, context: Context, name: str) -> Expansion:
    value = evaluate(node, context)
    forms: Branches = []
    guards: dict[int, list[Guard]] = {}
    cases = list(value.cases())
    for guard, leaf in cases:
        size = _size(leaf)
        if size is None or size > MAX_INSTANCES:
            if size is not None:
                sentence = f"{name} has {size:,} instances; they are judged as one"
                context.names.note(sentence, node.span)
            return _any(_questioned(leaf, node, context), in_map=False)
        forms.append((guard, _indexes(size)))
        for index in range(size):
            guards.setdefault(index, []).append(guard)
    instances = []
    for index, found in sorted(guards.items()):
        guard = _any_of(found, len(cases), f"{name}[{index}]")
        bound = {"count": Map(content={"index": known(index, node.span)})}
        instances.append(Instance(f"[{index}]", guard, bound))
    return Expansion(tuple(instances), chosen(forms, node.span))


def _size(value: Value) -> int | None:
    found = number(value)
    return None if found is None or found < 0 else int(found)


def _indexes(size: int) -> Value:
    return List(elements=tuple(known(f"[{index}]") for index in range(size)))


def _for_each(node: Node, context: Context, name: str, entries_of: Entries) -> Expansion:
    value = evaluate(node, context)
    cases = list(value.cases())
    if any(_unclear(leaf) for _, leaf in cases):
        unclear = next(leaf for _, leaf in cases if _unclear(leaf))
        return _any(_questioned(unclear, node, context), in_map=True, each=unclear)
    guards: dict[str, list[Guard]] = {}
    entries: dict[str, tuple[Value, Value]] = {}
    forms: Branches = []
    for guard, leaf in cases:
        found = list(entries_of(leaf))
        if len(found) > MAX_INSTANCES:
            sentence = f"{name} has {len(found):,} instances; they are judged as one"
            context.names.note(sentence, node.span)
            return _any(_questioned(leaf, node, context), in_map=True)
        forms.append((guard, Map(content={key: known(_key(key)) for key, _, _ in found})))
        for key, one, value_ in found:
            guards.setdefault(key, []).append(guard)
            entries.setdefault(key, (one, value_))
    instances = []
    for key, found_guards in guards.items():
        guard = _any_of(found_guards, len(cases), f"{name}{_key(key)}")
        one, value_ = entries[key]
        bound = {"each": Map(content={"key": one, "value": value_})}
        instances.append(Instance(_key(key), guard, bound))
    return Expansion(tuple(instances), chosen(forms, node.span))


def _unclear(value: Value) -> bool:
    return is_open(value) or not isinstance(value, List | Map)


def _entries(value: Value) -> Iterator[tuple[str, Value, Value]]:
    """Key as text, key and value; of a set the value is the key."""
    if isinstance(value, Map):
        for key in sorted(value.content):
            yield key, known(key, value.keys.get(key)), value.content[key]
    elif isinstance(value, List):
        for one in value.elements:
            yield one.text(), one, one


def _items(value: Value) -> Iterator[tuple[str, Value, Value]]:
    if isinstance(value, List):
        for index, one in enumerate(value.elements):
            yield str(index), known(index), one
    else:
        yield from _entries(value)


def _key(key: str) -> str:
    escaped = key.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'["{escaped}"]'


def _any_of(guards: list[Guard], cases: int, name: str) -> Guard:
    """When one of several guards holds."""
    if len(guards) == cases or not all(guards):
        return ALWAYS
    if len(guards) == 1:
        return guards[0]
    return Guard(((Atom(f"condition {name}", "true", f"there is {name}"), True),))


def _questioned(value: Value, node: Node, context: Context) -> tuple[Value, Guard]:
    """What would decide it, and the guard that there is any."""
    text = " ".join(node.text.split())[:80]
    atom = Atom(f"condition {context.names.prefix}{text} is not empty", "true", f"any of {text}")
    if isinstance(value, Failed):
        return value, ALWAYS
    return derived(value, span=node.span), Guard(((atom, True),))


def _any(question: tuple[Value, Guard], *, in_map: bool, each: Value | None = None) -> Expansion:
    """One instance for all."""
    because, guard = question
    key = derived(because, name="a key")
    if in_map:
        bound: dict[str, Value] = {"each": Map(content=_one_of(each, key))}
        form: Value = OpenMap(each=known(ANY), because=because)
    else:
        bound = {"count": Map(content={"index": key})}
        form = OpenList(elements=(known(ANY),), because=because)
    return Expansion((Instance(ANY, guard, bound, because),), form)


def _one_of(each: Value | None, key: Value) -> dict[str, Value]:
    """``each`` for an instance that stands for all: of an open map, what its values look like."""
    if isinstance(each, OpenMap):
        single = not each.content
        return {"key": key, "value": each.each if single else derived(each, name="a value")}
    if isinstance(each, OpenList) and len(each.elements) == 1:
        return {"key": each.elements[0], "value": each.elements[0]}
    if each is not None and not isinstance(each, List | Map):
        from crenel.readers.terraform.evaluation.access import element  # noqa: PLC0415 - rare

        place = each.span or key.span
        if place is not None:
            return {"key": key, "value": element(each, known("*"), place)}
    return {"key": key, "value": key}
