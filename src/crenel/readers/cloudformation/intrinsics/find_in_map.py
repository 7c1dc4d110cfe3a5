"""``Fn::FindInMap``: one value of a mapping, or a choice over its rows."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.guard import ALWAYS, Atom, Guard
from crenel.model.provenance import How, Step
from crenel.model.value import MAX_LEAVES, Known, Unknown, Value
from crenel.readers.cloudformation.intrinsics.call import Call
from crenel.readers.cloudformation.join import choice
from crenel.readers.text.tree import MapNode, Node


def resolve(call: Call) -> Value:
    """The value under two keys; keys that are not known give every row they may name.

    ``DefaultValue`` stands where a key names no row; without it, nothing is deployed there.
    """
    parts = call.parts()
    if len(parts) not in (3, 4):
        return call.malformed("Fn::FindInMap takes a mapping and two keys")
    name = call.value(parts[0]).text()
    table = call.scope.mapping(name)
    default = _default(parts, call)
    if table is None:
        return default or call.malformed(f"the mapping {name} is not defined")
    keys = call.value(parts[1]), call.value(parts[2])
    found = list(_rows(table, keys, call, default))
    if not found:
        return call.malformed(f"the mapping {name} has no such entry")
    words = {value.known() for _, value in found}
    if len(words) == 1 and None not in words:
        found = [(ALWAYS, found[0][1])]
    step = Step(How.MAPPING, f"mapping {name}", call.span)
    return choice(found, call.span).stepped(step)


def _rows(
    table: MapNode, keys: tuple[Value, Value], call: Call, default: Value | None
) -> Iterator[tuple[Guard, Value]]:
    for guard, row in _entries(table, keys[0]):
        inside = _entries(row, keys[1]) if isinstance(row, MapNode) else [(ALWAYS, None)]
        for inner, node in inside:
            joined = guard.conjoin(inner)
            value = default if node is None else call.value(node)
            if joined is not None and value is not None:
                yield joined, value


def _entries(table: MapNode, key: Value) -> Iterator[tuple[Guard, Node | None]]:
    """What a key names under each guard; None where it names nothing."""
    for guard, leaf in key.cases():
        if isinstance(leaf, Known):
            yield guard, table.get(leaf.text())
        elif isinstance(leaf, Unknown):
            for inner, node in _named_rows(table, leaf):
                joined = guard.conjoin(inner)
                if joined is not None:
                    yield joined, node


def _named_rows(table: MapNode, key: Unknown) -> Iterator[tuple[Guard, Node | None]]:
    allowed = {str(one) for one in key.allowed}
    words = [word for word in table.entries if not allowed or word in allowed]
    for word in words:
        yield Guard(((Atom(key.name, word), True),)), table.get(word)
    if not allowed or not allowed <= set(words):
        # With more rows than a choice takes, the whole is over budget anyway.
        yield Guard(tuple((Atom(key.name, word), False) for word in words[:MAX_LEAVES])), None


def _default(parts: list[Node], call: Call) -> Value | None:
    last = parts[3] if len(parts) > 3 else None  # noqa: PLR2004 - the fourth holds the default
    node = last.get("DefaultValue") if isinstance(last, MapNode) else None
    return call.value(node) if node is not None else None
