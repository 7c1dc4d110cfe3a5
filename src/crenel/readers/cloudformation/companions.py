"""Files that belong to a template: state machine definitions and API documents, read with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from crenel.errors import ReadProblem
from crenel.model.provenance import How, Step
from crenel.model.resource import Resource
from crenel.model.value import Absent, Known, Map, Value
from crenel.readers.cloudformation.resolver import Resolver
from crenel.readers.cloudformation.scope import Scope
from crenel.readers.root import folder_of, join
from crenel.readers.text.parse import parse

_PLACES = {
    "AWS::StepFunctions::StateMachine": ("DefinitionUri", "Definition"),
    "AWS::ApiGateway::RestApi": ("DefinitionUri", "Body"),
    "AWS::ApiGatewayV2::Api": ("DefinitionUri", "Body"),
}
"""Resource type -> where a local path stands, and the property that its content is."""


def with_companions(resources: Iterable[Resource], scope: Scope) -> Iterator[Resource]:
    """The resources; those that name a file inside the root get what it holds."""
    for resource in resources:
        place = _PLACES.get(resource.type)
        yield resource if place is None else _completed(resource, *place, scope)


def _completed(resource: Resource, path: str, name: str, scope: Scope) -> Resource:
    location, written = resource[path], resource[name]
    properties = resource.properties
    if not isinstance(location, Known) or not isinstance(properties, Map):
        return resource
    if "://" in location.text() or not isinstance(written, Absent):
        return resource
    content = _content(location, resource, scope)
    if content is None:
        return resource
    return msgspec.structs.replace(resource, properties=properties.merged({name: content}))


def _content(location: Known, resource: Resource, scope: Scope) -> Value | None:
    path = join(folder_of(resource.origin.file), location.text())
    try:
        source = scope.root.read(path)
        document = parse(source.text, holes=True)[0]
    except (ReadProblem, IndexError) as problem:
        why = str(problem) or "it is empty"
        span = location.span or resource.origin.span
        scope.problems.append((f"{path}, which {resource.origin.logical_id} names: {why}", span))
        return None
    step = Step(How.INCLUDED, f"included from {location.text()}", location.span)
    return Resolver(source, scope, via=step).value(document.root)
