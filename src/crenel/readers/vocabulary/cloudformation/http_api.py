"""Amazon API Gateway, HTTP and WebSocket APIs."""

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
)
from crenel.model.resource import Resource
from crenel.model.value import Absent, Value, known, mapping, sequence
from crenel.readers.vocabulary.cloudformation.openapi import askers, invoked, routes, written_by
from crenel.readers.vocabulary.cloudformation.rest_api import mapped_apis
from crenel.readers.vocabulary.cloudformation.row import common, effective, first_present, row
from crenel.readers.vocabulary.world import World

_WEBSOCKET = "WEBSOCKET"


@row("AWS::ApiGatewayV2::Api")
def api(resource: Resource, world: World) -> Iterator[Entity]:
    """An HTTP or WebSocket API, the routes of its OpenAPI body, its quick-create route."""
    websocket = resource["ProtocolType"].equals(_WEBSOCKET).certain
    yield Api(
        **common(resource),
        name=resource["Name"],
        kind=ApiKind.WEBSOCKET if websocket else ApiKind.HTTP,
        default_endpoint_off=resource["DisableExecuteApiEndpoint"],
        cors=first_present(resource["CorsConfiguration"], _body_cors(resource)),
        askers=askers(resource["Body"]),
    )
    yield from _routes(resource, world)
    if not isinstance(resource["Target"], Absent):
        yield EntryPoint(
            **common(resource, "#target"),
            kind=EntryKind.HTTP_ROUTE,
            function=invoked(resource["Target"]),
            source=resource.self_ref(),
            auth=known("NONE", resource["Target"].span),
            path=first_present(resource["RouteKey"], known("$default")),
            integration_uri=resource["Target"],
        )


def _body_cors(resource: Resource) -> Value:
    """OpenAPI's names for the CORS switches are those of CloudFormation, in another case."""
    cors = resource["Body"].get("x-amazon-apigateway-cors")
    if isinstance(cors, Absent):
        return cors
    names = ("AllowOrigins", "AllowCredentials", "AllowMethods", "AllowHeaders")
    return mapping({name: cors.get(name[0].lower() + name[1:]) for name in names}, cors.span)


def _routes(resource: Resource, world: World) -> Iterator[Entity]:
    for route in routes(resource["Body"]):
        suffix = f"#{route.method.text()} {route.path.text()}"
        yield EntryPoint(
            **written_by(route, common(resource, suffix, route.guard), world),
            kind=EntryKind.HTTP_ROUTE,
            function=invoked(route.uri),
            source=resource.self_ref(),
            auth=route.auth,
            authorizer=route.authorizer,
            method=route.method,
            path=route.path,
            integration_uri=route.uri,
            documented=not resource.generated,
        )


@row("AWS::ApiGatewayV2::Route")
def route(resource: Resource, world: World) -> Iterator[Entity]:
    """A route of an HTTP or WebSocket API."""
    owner = world.referred(resource["ApiId"], "AWS::ApiGatewayV2::Api")
    key = resource["RouteKey"]
    websocket = (
        owner["ProtocolType"].equals(_WEBSOCKET).certain
        if owner is not None
        else key.startswith("$connect", "$disconnect").certain
    )
    integration = world.referred(resource["Target"], "AWS::ApiGatewayV2::Integration")
    uri = integration["IntegrationUri"] if integration is not None else resource["Target"]
    yield EntryPoint(
        **common(resource),
        kind=EntryKind.WEBSOCKET_ROUTE if websocket else EntryKind.HTTP_ROUTE,
        function=invoked(uri),
        source=resource["ApiId"],
        auth=effective(resource, "AuthorizationType"),
        authorizer=resource["AuthorizerId"],
        api_key=effective(resource, "ApiKeyRequired"),
        path=key,
        integration_uri=uri,
    )


@row("AWS::ApiGatewayV2::Stage")
def stage(resource: Resource, world: World) -> Iterator[Entity]:
    """A stage."""
    owner = world.referred(resource["ApiId"], "AWS::ApiGatewayV2::Api")
    websocket = owner is not None and owner["ProtocolType"].equals(_WEBSOCKET).certain
    settings = resource["DefaultRouteSettings"]
    yield ApiStage(
        **common(resource),
        name=resource["StageName"],
        api=resource["ApiId"],
        kind=ApiKind.WEBSOCKET if websocket else ApiKind.HTTP,
        access_log=resource["AccessLogSettings.DestinationArn"],
        access_log_format=resource["AccessLogSettings.Format"],
        logging_level=settings.get("LoggingLevel"),
        data_trace=settings.get("DataTraceEnabled"),
        throttle_rate=_throttle(resource, "ThrottlingRateLimit"),
        throttle_burst=_throttle(resource, "ThrottlingBurstLimit"),
        variables=resource["StageVariables"],
    )


def _throttle(resource: Resource, name: str) -> Value:
    """The limit of all routes, or of the first route that has one of its own."""
    routes = (item.get(name) for _, _, item in resource["RouteSettings"].entries())
    return first_present(resource["DefaultRouteSettings"].get(name), *routes)


@row("AWS::ApiGatewayV2::Authorizer")
def authorizer(resource: Resource, _: World) -> Iterator[Entity]:
    """An authorizer; HTTP APIs do not cache decisions unless told to."""
    yield Authorizer(
        **common(resource),
        name=resource["Name"],
        api=resource["ApiId"],
        kind=resource["AuthorizerType"],
        function=invoked(resource["AuthorizerUri"]),
        ttl=resource["AuthorizerResultTtlInSeconds"].or_default(0, "AWS default"),
        identity_sources=resource["IdentitySource"],
        audience=resource["JwtConfiguration.Audience"],
        issuer=resource["JwtConfiguration.Issuer"],
    )


@row("AWS::ApiGatewayV2::DomainName")
def domain(resource: Resource, world: World) -> Iterator[Entity]:
    """A domain of one's own; HTTP APIs take TLS 1.2 and nothing older."""
    configurations = resource["DomainNameConfigurations"]
    policies = [
        item.get("SecurityPolicy").or_default("TLS_1_2", "AWS default")
        for _, item in configurations.items()
    ]
    yield CustomDomain(
        **common(resource),
        name=resource["DomainName"],
        tls_policies=sequence(policies),
        apis=mapped_apis(resource, world),
        client_certificates=resource["MutualTlsAuthentication.TruststoreUri"],
    )
