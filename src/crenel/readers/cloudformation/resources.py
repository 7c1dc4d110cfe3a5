"""A scope's resources: which are made, under which guard, with what properties."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.guard import ALWAYS, Guard
from crenel.model.resource import Origin, Resource
from crenel.model.value import Map, Value
from crenel.readers.cloudformation.expansion import Entry, expanded
from crenel.readers.cloudformation.scope import Scope
from crenel.readers.text.tree import MapNode, ScalarNode

MAX_RESOURCES = 2_000
"""In one template; CloudFormation takes 500."""


def resources(scope: Scope) -> Iterator[Resource]:
    """Every resource that some deployment makes, in the template's order."""
    section = scope.template.section("Resources")
    for count, (name, entry) in enumerate(expanded(section, scope.resolver).items()):
        if count >= MAX_RESOURCES or not scope.allowance.resource():
            span = entry[0].span(entry[1])
            scope.overdrawn(span)
            if count >= MAX_RESOURCES:
                problem = f"more than {MAX_RESOURCES:,} resources: the rest is not judged"
                scope.problems.append((problem, span))
            return
        resource = _resource(name, entry, scope)
        if resource is not None:
            yield resource


def section_values(scope: Scope, name: str) -> Value:
    """A section (``Globals``, ``Outputs``) as a value."""
    return scope.resolver.value(scope.template.section(name))


def _resource(name: str, entry: Entry, scope: Scope) -> Resource | None:
    resolver, key, node = entry
    span = resolver.span(key)
    if not isinstance(node, MapNode):
        scope.problems.append((f"the resource {name} is not a map", span))
        return None
    kind = node.get("Type")
    if not isinstance(kind, ScalarNode):
        scope.problems.append((f"the resource {name} has no type", span))
        return None
    guard = _guard(node, scope)
    if guard is None:
        return None
    body = resolver.value(node)
    properties = body.get("Properties")
    return Resource(
        id=scope.prefix + name,
        type=kind.text,
        properties=properties if isinstance(properties, Map) else Map(span=span),
        origin=Origin(span.file, name, kind.text, span),
        guard=guard,
        attributes=body,
    )


def _guard(node: MapNode, scope: Scope) -> Guard | None:
    condition = node.get("Condition")
    if not isinstance(condition, ScalarNode):
        return ALWAYS
    return scope.guard_of(condition.text, scope.template.span(condition))
