"""Amazon API Gateway, REST APIs."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.entities import (
    Api,
    ApiKind,
    ApiStage,
    Authorizer,
    CustomDomain,
    Entity,
    EntryKind,
    EntryPoint,
    ResourcePolicy,
)
from crenel.model.resource import Resource
from crenel.model.value import NOTHING, Absent, Value, known, sequence, where
from crenel.readers.vocabulary.cloudformation.openapi import (
    askers,
    cors_headers,
    invoked,
    routes,
    written_by,
)
from crenel.readers.vocabulary.cloudformation.policies import statements
from crenel.readers.vocabulary.cloudformation.row import common, effective, first_present, row
from crenel.readers.vocabulary.world import World

_MAX_PATH = 32
_MAPPING = "AWS::ApiGatewayV2::ApiMapping"


@row("AWS::ApiGateway::RestApi")
def rest_api(resource: Resource, world: World) -> Iterator[Entity]:
    """A REST API, its policy, and the routes of its OpenAPI body."""
    policy = first_present(resource["Policy"], resource["Body"].get("x-amazon-apigateway-policy"))
    yield Api(
        **common(resource),
        name=resource["Name"],
        kind=ApiKind.REST,
        endpoint_types=resource["EndpointConfiguration.Types"],
        default_endpoint_off=resource["DisableExecuteApiEndpoint"],
        policy=policy,
        askers=askers(resource["Body"]),
    )
    if not policy.is_absent().certain:
        yield ResourcePolicy(
            **common(resource, "#policy"),
            service="execute-api",
            target=resource.self_ref(),
            statements=statements(policy),
        )
    yield from _routes(resource, world)


def _routes(resource: Resource, world: World) -> Iterator[Entity]:
    for route in routes(resource["Body"]):
        suffix = f"#{route.method.text()} {route.path.text()}"
        yield EntryPoint(
            **written_by(route, common(resource, suffix, route.guard), world),
            kind=EntryKind.REST_METHOD,
            function=invoked(route.uri),
            source=resource.self_ref(),
            auth=route.auth,
            authorizer=route.authorizer,
            api_key=route.api_key,
            method=route.method,
            path=route.path,
            cors=route.cors,
            validator=route.validator,
            integration_uri=route.uri,
            documented=not resource.generated,
        )


@row("AWS::ApiGateway::Method")
def method(resource: Resource, world: World) -> Iterator[Entity]:
    """A method of a REST API."""
    uri = resource["Integration.Uri"]
    mock = resource["Integration.Type"].equals("MOCK").certain
    yield EntryPoint(
        **common(resource),
        kind=EntryKind.REST_METHOD,
        function=known("MOCK", resource["Integration.Type"].span) if mock else invoked(uri),
        source=resource["RestApiId"],
        auth=effective(resource, "AuthorizationType"),
        authorizer=resource["AuthorizerId"],
        api_key=effective(resource, "ApiKeyRequired"),
        method=resource["HttpMethod"],
        path=_path(resource["ResourceId"], world),
        cors=_cors(resource["Integration.IntegrationResponses"]),
        validator=resource["RequestValidatorId"],
        integration_uri=uri,
    )


def _cors(responses: Value) -> Value:
    found = (
        where(guard, cors_headers(item.get("ResponseParameters")))
        for guard, item in responses.items()
    )
    return first_present(*found, NOTHING)


def _path(value: Value, world: World) -> Value:
    """The path that a chain of API resources spells."""
    parts: list[str] = []
    place = value
    for _ in range(_MAX_PATH):
        found = world.referred(place, "AWS::ApiGateway::Resource")
        if found is None:
            break
        parts.append(found["PathPart"].text())
        place = found["ParentId"]
    return known("/" + "/".join(reversed(parts)), value.span)


@row("AWS::ApiGateway::Stage")
def stage(resource: Resource, world: World) -> Iterator[Entity]:
    """A stage; its method settings for all methods hold for it."""
    settings = _settings(resource["MethodSettings"])
    yield ApiStage(
        **common(resource),
        name=resource["StageName"],
        api=resource["RestApiId"],
        kind=ApiKind.REST,
        access_log=resource["AccessLogSetting.DestinationArn"],
        access_log_format=resource["AccessLogSetting.Format"],
        tracing=resource["TracingEnabled"],
        logging_level=settings.get("LoggingLevel"),
        data_trace=settings.get("DataTraceEnabled"),
        throttle_rate=settings.get("ThrottlingRateLimit"),
        throttle_burst=settings.get("ThrottlingBurstLimit"),
        cache=resource["CacheClusterEnabled"],
        cache_encrypted=settings.get("CacheDataEncrypted"),
        variables=resource["Variables"],
        usage_plan=_usage_plan(resource["RestApiId"], world),
    )


def _settings(settings: Value) -> Value:
    """The settings of ``/*`` ``*``, or the first ones."""
    items = [
        (item.get("HttpMethod").equals("*").certain, guard, item)
        for guard, item in settings.items()
    ]
    general = [where(guard, item) for is_general, guard, item in items if is_general]
    others = [where(guard, item) for is_general, guard, item in items if not is_general]
    return first_present(*general, *others, NOTHING if items else settings)


def _usage_plan(api: Value, world: World) -> Value:
    targets = {ref.target for ref in api.refs()}
    limits = (
        first_present(plan.where_made("Throttle"), plan.where_made("Quota"))
        for plan in world.of_type("AWS::ApiGateway::UsagePlan")
        if targets & {ref.target for ref in plan["ApiStages"].refs()}
    )
    return first_present(*limits, NOTHING)


@row("AWS::ApiGateway::Deployment")
def deployment(resource: Resource, _: World) -> Iterator[Entity]:
    """A deployment makes a stage where it names one."""
    if isinstance(resource["StageName"], Absent):
        return
    description = resource["StageDescription"]
    yield ApiStage(
        **common(resource),
        name=resource["StageName"],
        api=resource["RestApiId"],
        kind=ApiKind.REST,
        access_log=description.at("AccessLogSetting", "DestinationArn"),
        access_log_format=description.at("AccessLogSetting", "Format"),
        tracing=description.get("TracingEnabled"),
        logging_level=description.get("LoggingLevel"),
        data_trace=description.get("DataTraceEnabled"),
        throttle_rate=description.get("ThrottlingRateLimit"),
        throttle_burst=description.get("ThrottlingBurstLimit"),
        cache=description.get("CacheClusterEnabled"),
        cache_encrypted=description.get("CacheDataEncrypted"),
        variables=description.get("Variables"),
    )


@row("AWS::ApiGateway::Authorizer")
def authorizer(resource: Resource, _: World) -> Iterator[Entity]:
    """An authorizer."""
    yield Authorizer(
        **common(resource),
        name=resource["Name"],
        api=resource["RestApiId"],
        kind=resource["Type"],
        function=invoked(resource["AuthorizerUri"]),
        ttl=effective(resource, "AuthorizerResultTtlInSeconds"),
        identity_sources=resource["IdentitySource"],
        user_pools=resource["ProviderARNs"],
    )


@row("AWS::ApiGateway::DomainName")
def domain(resource: Resource, world: World) -> Iterator[Entity]:
    """A domain of one's own."""
    yield CustomDomain(
        **common(resource),
        name=resource["DomainName"],
        tls_policies=sequence([effective(resource, "SecurityPolicy")]),
        apis=mapped_apis(resource, world),
        client_certificates=resource["MutualTlsAuthentication.TruststoreUri"],
    )


def mapped_apis(resource: Resource, world: World) -> Value:
    """The APIs that base paths of a domain lead to."""
    name = resource["DomainName"].text()
    kinds = (("AWS::ApiGateway::BasePathMapping", "RestApiId"), (_MAPPING, "ApiId"))
    return sequence(
        one[api]
        for kind, api in kinds
        for one in world.of_type(kind)
        if one["DomainName"].text() == name or world.referred(one["DomainName"]) is resource
    )
