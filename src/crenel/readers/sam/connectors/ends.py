"""One end of a connector: a resource of the template, or what is written about another one."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from crenel.model.resource import Resource
from crenel.model.value import NOTHING, Absent, Ref, Value
from crenel.readers.sam.connectors.data import profiles
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import each, elements, word

_PLAIN = {
    "AWS::Serverless::Function": "AWS::Lambda::Function",
    "AWS::Serverless::StateMachine": "AWS::StepFunctions::StateMachine",
    "AWS::Serverless::Api": "AWS::ApiGateway::RestApi",
    "AWS::Serverless::HttpApi": "AWS::ApiGatewayV2::Api",
    "AWS::Serverless::SimpleTable": "AWS::DynamoDB::Table",
}
_WRITTEN = {
    "arn": "Arn",
    "id": "ResourceId",
    "name": "Name",
    "url": "QueueUrl",
    "qualifier": "Qualifier",
}


class Known(msgspec.Struct, frozen=True):
    """An end: its type, its role's name, and what else is known about it."""

    type: str
    role: Value
    about: Mapping[str, Value]

    def get(self, name: str) -> Value:
        """``arn``, ``id``, ``name``, ``url`` or ``qualifier``."""
        return self.about.get(name, NOTHING)


def end_of(maker: Maker, given: Value, other: Value, made: Mapping[str, Resource]) -> Known | None:
    """The end that is given; None, and a note, where it cannot be found."""
    name = word(given.get("Id"))
    if not name:
        kind = word(given.get("Type"))
        about = {key: given.get(written) for key, written in _WRITTEN.items()}
        return Known(_PLAIN.get(kind, kind), given.get("RoleName"), about)
    resource = made.get(maker.prefix + name)
    if resource is None:
        maker.note(f"the connector names {name}, which the template does not have", given.span)
        return None
    return _of_resource(maker, resource, given, other)


def _of_resource(maker: Maker, resource: Resource, given: Value, other: Value) -> Known:
    end = profiles().ends.get(resource.type)
    about: dict[str, Value] = {}
    role: Value = NOTHING
    if end is not None:
        for key, attribute in end.attributes.items():
            about[key] = Ref(target=resource.id, attribute=attribute, span=maker.span)
        role = _role(maker, resource, end.role, other)
    qualifier = given.get("Qualifier")
    about["qualifier"] = maker.known("*") if isinstance(qualifier, Absent) else qualifier
    return Known(resource.type, role, about)


def _role(maker: Maker, resource: Resource, name: str, other: Value) -> Value:
    if not name:
        return NOTHING
    role = resource.properties.get(name)
    if name == "Targets":
        role = _target_role(maker, role, other)
    return each(role, _named)


def _named(role: Value) -> Value:
    """The name of a role whose ARN is known by reference."""
    if isinstance(role, Ref):
        return Ref(target=role.target, span=role.span, via=role.via)
    return NOTHING


def _target_role(maker: Maker, targets: Value, other: Value) -> Value:
    wanted = maker.prefix + word(other.get("Id"))
    for _, _, target in elements(targets):
        arn = target.get("Arn")
        same = isinstance(arn, Ref) and arn.target == wanted
        if same or (arn.text() and arn.text() == other.get("Arn").text()):
            return target.get("RoleArn")
    return NOTHING
