"""Entries that make other entries: ``Fn::ForEach`` loops and included files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crenel.errors import ReadProblem
from crenel.model.provenance import How, Step
from crenel.model.value import Known, Value
from crenel.readers.root import folder_of, join
from crenel.readers.text.tree import ListNode, MapNode, Node, ScalarNode

if TYPE_CHECKING:
    from crenel.readers.cloudformation.resolver import Resolver

Entry = tuple["Resolver", ScalarNode, Node]

_LOOP = "Fn::ForEach::"
_TRANSFORM = "Fn::Transform"


def is_special(key: str) -> bool:
    """Does this key stand for other entries?"""
    return key == _TRANSFORM or key.startswith(_LOOP)


def expanded(node: MapNode, resolver: Resolver) -> dict[str, Entry]:
    """The entries of a map with its loops unrolled and its includes read."""
    entries: dict[str, Entry] = {}
    for key, (key_node, value) in node.entries.items():
        if key.startswith(_LOOP):
            entries.update(_loop(value, resolver))
        elif key == _TRANSFORM:
            entries.update(_included(value, resolver))
        else:
            name = resolver.substituted(key)
            entries[name] = (resolver, key_node, value)
    return entries


def _loop(node: Node, resolver: Resolver) -> dict[str, Entry]:
    parts = node.items if isinstance(node, ListNode) else []
    if len(parts) != 3 or not isinstance(parts[0], ScalarNode) or not isinstance(parts[2], MapNode):  # noqa: PLR2004 - name, collection, body
        resolver.note("Fn::ForEach takes a name, a collection and a map", node)
        return {}
    entries: dict[str, Entry] = {}
    for word in _words(resolver.value(parts[1]), node, resolver):
        inner = resolver.bound(parts[0].text, word)
        body = expanded(parts[2], inner)
        entries.update((inner.substituted(key), entry) for key, entry in body.items())
    return entries


def _words(collection: Value, node: Node, resolver: Resolver) -> Iterator[str]:
    found = collection.items()
    for _, item in found:
        if not resolver.scope.allowance.iteration():
            resolver.scope.overdrawn(resolver.span(node))
            return
        if isinstance(item, Known):
            yield item.text()
        else:
            name = item.text() or "an item"
            resolver.note(f"Fn::ForEach runs over {name}, which is not known", node)
            yield name.strip("${}") or "item"


def _included(node: Node, resolver: Resolver) -> dict[str, Entry]:
    """The entries of an ``AWS::Include`` file inside the root; others are noted as not read."""
    name = node.get("Name") if isinstance(node, MapNode) else None
    if not isinstance(name, ScalarNode) or name.text != "AWS::Include":
        resolver.note("a macro runs here; what it makes cannot be known", node)
        return {}
    found = include(node, resolver)
    if found is None:
        return {}
    inner, root = found
    if isinstance(root, MapNode):
        return expanded(root, inner)
    resolver.note("the included file holds no map", node)
    return {}


def include(node: Node, resolver: Resolver) -> tuple[Resolver, Node] | None:
    """The root of an included file and a resolver for it; None and a note otherwise."""
    location = _location(node, resolver)
    if location is None or "://" in location:
        resolver.note("an included file is not in this folder", node)
        return None
    path = join(folder_of(resolver.source.path), location)
    try:
        source = resolver.scope.root.read(path)
        document = resolver.scope.root.documents(path)[0]
    except (ReadProblem, IndexError) as problem:
        resolver.note(f"the included file {location} cannot be read: {problem}", node)
        return None
    if not resolver.scope.allowance.inclusion(len(source.text)):
        resolver.scope.overdrawn(resolver.span(node))
        return None
    step = Step(How.INCLUDED, f"included from {location}", resolver.span(node))
    from crenel.readers.cloudformation.resolver import Resolver as Inner  # noqa: PLC0415 - mutual

    return Inner(source, resolver.scope, resolver.bindings, step), document.root


def _location(node: Node, resolver: Resolver) -> str | None:
    parameters = node.get("Parameters") if isinstance(node, MapNode) else None
    location = parameters.get("Location") if isinstance(parameters, MapNode) else None
    if location is None:
        return None
    word = resolver.value(location).known()
    return str(word) if word is not None else None
