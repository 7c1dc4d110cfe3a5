"""``Fn::FindInMap``: one value of a mapping, or a choice over its rows."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.guard import ALWAYS, Atom, Guard
from crenel.model.provenance import How, Step
from crenel.model.value import Known, Unknown, Value
from crenel.readers.cloudformation.intrinsics.call import Call
from crenel.readers.cloudformation.join import choice
from crenel.readers.text.tree import MapNode, Node


def resolve(call: Call) -> Value:
    """The value under two keys; keys that are not known give every row they may name."""
    parts = call.parts()
    if len(parts) not in (3, 4):
        return call.malformed("Fn::FindInMap takes a mapping and two keys")
    name = call.value(parts[0]).text()
    table = call.scope.mapping(name)
    if table is None:
        return _default(parts, call) or call.malformed(f"the mapping {name} is not defined")
    found = list(_rows(table, [call.value(parts[1]), call.value(parts[2])], call))
    if not found:
        missing = f"the mapping {name} has no such entry"
        return _default(parts, call) or call.malformed(missing)
    words = {value.known() for _, value in found}
    if len(words) == 1 and None not in words:
        found = [(ALWAYS, found[0][1])]
    step = Step(How.MAPPING, f"mapping {name}", call.span)
    return choice(found, call.span).stepped(step)


def _rows(table: MapNode, keys: list[Value], call: Call) -> Iterator[tuple[Guard, Value]]:
    for guard, row in _entries(table, keys[0]):
        if not isinstance(row, MapNode):
            continue
        for inner, node in _entries(row, keys[1]):
            joined = guard.conjoin(inner)
            if joined is not None:
                yield joined, call.value(node)


def _entries(table: MapNode, key: Value) -> Iterator[tuple[Guard, Node]]:
    for guard, leaf in key.cases():
        if isinstance(leaf, Known):
            node = table.get(leaf.text())
            if node is not None:
                yield guard, node
        elif isinstance(leaf, Unknown):
            yield from _named_rows(table, leaf, guard)


def _named_rows(table: MapNode, key: Unknown, guard: Guard) -> Iterator[tuple[Guard, Node]]:
    allowed = set(map(str, key.allowed))
    for word, (_, node) in table.entries.items():
        if allowed and word not in allowed:
            continue
        joined = guard.conjoin(Guard(((Atom(key.name, word), True),)))
        if joined is not None:
            yield joined, node


def _default(parts: list[Node], call: Call) -> Value | None:
    last = parts[3] if len(parts) > 3 else None  # noqa: PLR2004 - the fourth holds the default
    node = last.get("DefaultValue") if isinstance(last, MapNode) else None
    return call.value(node) if node is not None else None
