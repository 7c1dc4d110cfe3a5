"""``AWS::Serverless::Api`` -> a REST API with its document, a deployment and a stage."""

from __future__ import annotations

from crenel.model.value import NOTHING, Absent, Map, Value, mapping
from crenel.readers.sam.apis.rest_authorizers import permit_authorizers
from crenel.readers.sam.apis.rest_document import rest_document
from crenel.readers.sam.apis.rest_domain import add_domain
from crenel.readers.sam.apis.rest_usage import add_usage_plan
from crenel.readers.sam.locations import definition_file
from crenel.readers.sam.logical_id import suffix
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.tags import tag_list
from crenel.readers.sam.values import Raw, cases_of, each, literal, maybe_written, word

_SAME = (
    "BinaryMediaTypes",
    "MinimumCompressionSize",
    "FailOnWarnings",
    "Name",
    "Description",
    "Mode",
    "ApiKeySourceType",
    "Policy",
    "SecurityPolicy",
    "EndpointAccessMode",
)
_STAGE = (
    "StageName",
    "CacheClusterEnabled",
    "CacheClusterSize",
    "Variables",
    "MethodSettings",
    "AccessLogSetting",
    "CanarySetting",
    "TracingEnabled",
)


def expand(maker: Maker) -> None:
    """The API and all that stands with it."""
    routes = maker.stack.routes.get(maker.resource.id, [])
    body = rest_document(maker, routes)
    properties: dict[str, Raw] = {
        **maker.taken(*_SAME),
        "Body": body,
        **_file(maker),
        **_endpoint(maker),
    }
    attributes = maker.resource.attributes
    maker.make("", "AWS::ApiGateway::RestApi", properties, attributes=attributes)
    stage = _add_stage(maker)
    for guard, auth in cases_of(maker.get("Auth")):
        scoped = maker.within(maker.base, maker.span, guard)
        if scoped is not None:
            permit_authorizers(scoped, auth)
            add_usage_plan(scoped, auth, stage)
    add_domain(maker, stage)


def _file(maker: Maker) -> dict[str, Raw]:
    given = maker.get("DefinitionUri")
    if isinstance(given, Absent) or maybe_written(maker.get("DefinitionBody")):
        return {}
    return definition_file(maker, "BodyS3Location")


def _endpoint(maker: Maker) -> dict[str, Raw]:
    def configuration(leaf: Value) -> Value:
        if not isinstance(leaf, Map):
            types = maker.value({"Types": [leaf]})
            return NOTHING if isinstance(leaf, Absent) else types
        networks = leaf.get("VPCEndpointIds")
        content = {
            "Types": maker.value([leaf.get("Type")]),
            "VpcEndpointIds": leaf.get("VpcEndpointIds")
            if isinstance(networks, Absent)
            else networks,
            "IpAddressType": leaf.get("IpAddressType"),
        }
        return mapping(content, leaf.span, leaf.via)

    def parameters(leaf: Value) -> Value:
        kind = leaf.get("Type") if isinstance(leaf, Map) else leaf
        return mapping({"endpointConfigurationTypes": kind}, leaf.span, leaf.via)

    given = maker.get("EndpointConfiguration")
    if not maybe_written(given):
        return {}
    return {
        "EndpointConfiguration": each(given, configuration),
        "Parameters": each(given, parameters),
    }


def _add_stage(maker: Maker) -> str:
    """The deployment and the stage, whose logical id is returned."""
    name = maker.get("StageName")
    older = not maybe_written(maker.get("OpenApiVersion"))
    deployment: dict[str, Raw] = {
        "RestApiId": maker.ref(),
        "StageName": "Stage" if older else None,
    }
    maker.make("Deployment", "AWS::ApiGateway::Deployment", deployment)
    identity = maker.base + "Stage"
    if literal(name):
        word_ = word(name)
        plain = word_.isalnum()
        identity = f"{maker.base}{word_}Stage" if plain else f"{maker.base}Stage{suffix(word_)}"
    properties: dict[str, Raw] = {
        "RestApiId": maker.ref(),
        "DeploymentId": maker.ref("Deployment"),
        **maker.taken(*_STAGE),
        "Tags": tag_list(maker, marked=False),
    }
    maker.make("", "AWS::ApiGateway::Stage", properties, name=identity)
    maker.stack.aliases[f"{maker.resource.id}.Stage"] = maker.prefix + identity
    maker.stack.aliases[f"{maker.resource.id}.Deployment"] = f"{maker.resource.id}Deployment"
    return identity
