"""``PropagateTags``: the tags of a SAM resource on all that it stands for."""

from __future__ import annotations

import msgspec

from crenel.model.resource import Resource
from crenel.model.value import Map, Value
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.tags import tag_list
from crenel.readers.sam.values import maybe_written, word

_LISTS = frozenset(
    {
        "AWS::ApiGateway::ApiKey",
        "AWS::ApiGateway::DomainName",
        "AWS::ApiGateway::DomainNameAccessAssociation",
        "AWS::ApiGateway::DomainNameV2",
        "AWS::ApiGateway::RestApi",
        "AWS::ApiGateway::Stage",
        "AWS::ApiGateway::UsagePlan",
        "AWS::CodeDeploy::Application",
        "AWS::IAM::Role",
        "AWS::IoT::TopicRule",
        "AWS::Lambda::Function",
        "AWS::SNS::Topic",
        "AWS::SQS::Queue",
        "AWS::StepFunctions::StateMachine",
    }
)
_MARKED = frozenset({"AWS::Serverless::CapacityProvider", "AWS::Serverless::HttpApi"})
"""Types that see to it themselves."""


def propagated(maker: Maker, made: list[Resource]) -> list[Resource]:
    """The resources with the tags, where they are to be propagated."""
    asked = word(maker.get("PropagateTags")).lower() == "true"
    if not asked or maker.resource.type in _MARKED or not maybe_written(maker.get("Tags")):
        return made
    tags = tag_list(maker, marked=False)
    return [_tagged(resource, tags) for resource in made]


def _tagged(resource: Resource, tags: Value) -> Resource:
    properties = resource.properties
    if resource.type not in _LISTS or not isinstance(properties, Map):
        return resource
    return msgspec.structs.replace(resource, properties=properties.merged({"Tags": tags}))
