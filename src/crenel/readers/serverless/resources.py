"""``resources`` and ``extensions``: CloudFormation as the person wrote it, over the framework's."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crenel.model.guard import ALWAYS, Guard
from crenel.model.resource import Origin, Resource
from crenel.model.source import Span
from crenel.model.value import Absent, List, Map, Value
from crenel.readers.sam.values import fields, word
from crenel.readers.serverless.merging import joined
from crenel.readers.serverless.scope import ServiceScope
from crenel.readers.serverless.stack import Stack
from crenel.readers.text.tree import MapNode

_NAMES = ("Conditions", "Mappings", "Parameters", "Outputs")


def sections(scope: ServiceScope) -> list[Map]:
    """The maps that ``resources`` stands for; their other sections become the template's."""
    written = scope.whole.get("resources")
    parts = written.elements if isinstance(written, List) else (written,)
    found: list[Map] = []
    for part in parts:
        if isinstance(part, Map):
            found.append(part)
            _adopt(part, scope)
        elif not isinstance(part, Absent):
            scope.problem("resources that are not known", part.span or scope.whole_span)
    return found


def _adopt(part: Map, scope: ServiceScope) -> None:
    """Puts conditions, mappings, parameters and outputs where CloudFormation's names look."""
    for name in _NAMES:
        resolver, node = scope.nodes.get(id(part.get(name)), (None, None, None))[:2]
        if resolver is None or not isinstance(node, MapNode):
            continue
        fresh = (scope.blank, MapNode(node.start, ""))
        section = scope.template.root.entries.setdefault(name, fresh)[1]
        assert isinstance(section, MapNode)  # noqa: S101 - made here
        for key, (key_node, value) in node.entries.items():
            section.entries[key] = (key_node, value)
            scope.owners[id(value)] = resolver


def written_types(parts: list[Map]) -> dict[str, str]:
    """The type of every resource that the person wrote."""
    return {name: word(body.get("Type")) for name, body, _ in _bodies(parts)}


def lay_over(stack: Stack, parts: list[Map]) -> None:
    """Adds the person's resources; those of the framework's own names change the framework's."""
    scope = stack.scope
    for name, body, key in _bodies(parts):
        if not isinstance(body, Map):
            scope.problem(f"the resource {name} is not a map", key)
            continue
        guard = _guard(body, scope)
        if guard is None:
            continue
        _lay(stack, name, body, key, guard)
    for part in parts:
        for _, name, body, place in fields(part.get("extensions")):
            if name in stack.made and isinstance(body, Map):
                _lay(stack, name, body, place or stack.span, ALWAYS)


def _lay(stack: Stack, name: str, body: Map, key: Span, guard: Guard) -> None:
    made = stack.made.get(name)
    kind = word(body.get("Type"))
    properties = body.get("Properties")
    written = properties if isinstance(properties, Map) else Map(span=key)
    if made is not None:
        changed = joined(made.properties, written)
        origin = Origin(key.file, name, kind, key) if kind and not _owned(made) else made.origin
        stack.made[name] = msgspec.structs.replace(made, properties=changed, origin=origin)
        return
    if not kind:
        stack.scope.problem(f"the resource {name} has no type", key)
        return
    stack.made[name] = Resource(
        id=name,
        type=kind,
        properties=written,
        origin=Origin(key.file, name, kind, key),
        guard=guard,
        attributes=body,
    )


def _owned(made: Resource) -> bool:
    """Is it the framework's main resource for a thing that the person named: a function?"""
    return made.type in ("AWS::Lambda::Function", "AWS::IAM::Role", "AWS::ApiGateway::RestApi")


def _bodies(parts: list[Map]) -> Iterator[tuple[str, Value, Span]]:
    for part in parts:
        section = part.get("Resources")
        for _, name, body, key in fields(section):
            span = key or body.span or section.span or part.span
            if span is not None and not isinstance(body, Absent):
                yield name, body, span


def _guard(body: Map, scope: ServiceScope) -> Guard | None:
    condition = body.get("Condition")
    if not word(condition) or condition.span is None:
        return ALWAYS
    return scope.guard_of(word(condition), condition.span)
