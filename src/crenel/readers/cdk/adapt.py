"""A synthesised resource, with what the assembly knows: its local files and its construct."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

import msgspec

from crenel.model.provenance import How, Step
from crenel.model.resource import Origin, Resource
from crenel.model.source import Span
from crenel.model.value import Known, Map, Value, known
from crenel.readers.cdk.assembly import Stack
from crenel.readers.cdk.manifest import inside
from crenel.readers.cloudformation.scope import Scope
from crenel.readers.root import folder_of

_CODE = {"AWS::Lambda::Function": "Code", "AWS::Lambda::LayerVersion": "Content"}
_DEFINITIONS = {
    "AWS::StepFunctions::StateMachine": ("DefinitionS3Location", "DefinitionUri"),
    "AWS::ApiGateway::RestApi": ("BodyS3Location", "DefinitionUri"),
    "AWS::ApiGatewayV2::Api": ("BodyS3Location", "DefinitionUri"),
}
_NESTED = "AWS::CloudFormation::Stack"


class Adapter:
    """Adapts the resources of a stack, and of the stacks nested in it."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack

    def __call__(self, resources: Iterable[Resource], scope: Scope) -> Iterator[Resource]:
        """The same resources: local paths beside S3 keys, origins with the construct."""
        for resource in resources:
            properties = _Local(self._stack, resource, scope).properties()
            yield msgspec.structs.replace(
                resource, properties=properties, origin=self._origin(resource)
            )

    def _origin(self, resource: Resource) -> Origin:
        origin = resource.origin
        construct = self._stack.constructs.of(origin.file, origin.logical_id)
        if construct is not None:
            place = self._stack.constructs.place(construct)
            also = (origin.span, f"the construct {construct.path}")
            if place is not None:
                also = (place, f"created here: {construct.path}")
            return msgspec.structs.replace(origin, also=(also,))
        path = resource.attributes.at("Metadata", "aws:cdk:path")
        if isinstance(path, Known):
            note = f"the construct {path.text()}"
            return msgspec.structs.replace(origin, also=((path.span or origin.span, note),))
        return origin


class _Local:
    """The properties of one resource, with paths relative to its template."""

    def __init__(self, stack: Stack, resource: Resource, scope: Scope) -> None:
        self._stack = stack
        self._resource = resource
        self._folder = folder_of(scope.template.source.path)

    def properties(self) -> Value:
        resource = self._resource
        properties = resource.properties
        if not isinstance(properties, Map):
            return properties
        if resource.type in _CODE:
            return self._code(properties, _CODE[resource.type])
        if resource.type in _DEFINITIONS:
            return self._definition(properties, *_DEFINITIONS[resource.type])
        if resource.type == _NESTED:
            return self._nested(properties)
        return properties

    def _code(self, properties: Map, name: str) -> Map:
        code = properties.get(name)
        if not isinstance(code, Map) or "LocalPath" in code.content:
            return properties
        path = self._asset(name, code.get("S3Key"), code.get("S3Bucket"))
        if path is None:
            return properties
        return properties.merged({name: code.merged({"LocalPath": self._seen(path, code.span)})})

    def _definition(self, properties: Map, place: str, name: str) -> Map:
        location = properties.get(place)
        path = self._asset(place, location.get("Key"), location.get("Bucket"))
        if path is None or name in properties.content:
            return properties
        return properties.merged({name: self._seen(path, location.span)})

    def _nested(self, properties: Map) -> Map:
        url = properties.get("TemplateURL")
        path = self._asset("TemplateURL", url)
        return (
            properties.merged({"TemplateURL": self._seen(path, url.span)}) if path else properties
        )

    def _asset(self, name: str, *places: Value) -> str | None:
        """By key or parameter; else by what the template itself says to tools."""
        found = self._stack.assets.find(*places)
        if found is not None:
            return found
        metadata = self._resource.attributes.get("Metadata")
        said = metadata.get("aws:asset:path")
        if not isinstance(said, Known) or metadata.get("aws:asset:property").text() not in {
            name,
            f"{name}.S3Key",
        }:
            return None
        return inside(self._folder, said.text()) or self._stack.foreign.find(said.text())

    def _seen(self, path: str, span: Span | None) -> Known:
        step = Step(How.EXPANSION, f"the asset {path} of the assembly", span)
        return known(os.path.relpath(path, self._folder or "."), span, step)
