"""``AWS::Serverless::WebSocketApi`` -> a WebSocket API with routes, integrations and a stage."""

from __future__ import annotations

from crenel.model.value import Absent, Map, Value
from crenel.readers.sam.apis.http_domain import add_http_domain
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import (
    Raw,
    cases_of,
    fields,
    literal,
    maybe_written,
    with_entry,
    word,
)

_SAME = (
    "ApiKeySelectionExpression",
    "Description",
    "DisableExecuteApiEndpoint",
    "DisableSchemaValidation",
    "IpAddressType",
    "RouteSelectionExpression",
)
_STAGE = ("StageVariables", "AccessLogSettings", "DefaultRouteSettings", "RouteSettings")
_ROUTE = (
    "ApiKeyRequired",
    "ModelSelectionExpression",
    "OperationName",
    "RequestModels",
    "RequestParameters",
    "RouteResponseSelectionExpression",
)
_URI = (
    "arn:${AWS::Partition}:apigateway:${AWS::Region}:"
    "lambda:path/2015-03-31/functions/${Function}/invocations"
)
_SOURCE = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/"
_MARK = "websocketapi:createdBy"


def expand(maker: Maker) -> None:
    """The API and all that stands with it."""
    name = maker.get("Name")
    given = maker.get("Tags")
    own = given if isinstance(given, Map) else Map(span=maker.span, via=maker.via)
    marked = with_entry(own, _MARK, lambda _: maker.known("SAM"))
    properties: dict[str, Raw] = {
        **maker.taken(*_SAME),
        "Name": name if maybe_written(name) else maker.base,
        "Tags": marked,
        "ProtocolType": "WEBSOCKET",
    }
    attributes = maker.resource.attributes
    maker.make("", "AWS::ApiGatewayV2::Api", properties, attributes=attributes)
    propagated = word(maker.get("PropagateTags")).lower() == "true"
    tags: Raw = marked if propagated else {_MARK: "SAM"}
    stage = _add_stage(maker, tags)
    for guard, key, route, span in fields(maker.get("Routes")):
        for inner, one in cases_of(route):
            joined = guard.conjoin(inner)
            place = span or one.span or maker.span
            base = maker.base + key.removeprefix("$").capitalize()
            scoped = None if joined is None else maker.within(base, place, joined)
            if scoped is not None and not isinstance(one, Absent):
                _add_route(maker, scoped, key, one)
    add_http_domain(maker, stage, tags)


def _add_stage(maker: Maker, tags: Raw) -> str:
    name = maker.get("StageName")
    stage: Value = name if maybe_written(name) else maker.known("default")
    prefix = word(stage) if literal(stage) else ""
    identity = f"{maker.base}{'Default' if prefix == 'default' else prefix}Stage"
    properties: dict[str, Raw] = {
        "ApiId": maker.ref(),
        "StageName": stage,
        **maker.taken(*_STAGE),
        "Tags": tags,
        "AutoDeploy": True,
    }
    maker.make("", "AWS::ApiGatewayV2::Stage", properties, name=identity)
    maker.stack.aliases[f"{maker.resource.id}.Stage"] = maker.prefix + identity
    return identity


def _add_route(api: Maker, maker: Maker, key: str, route: Value) -> None:
    function = route.get("FunctionArn")
    if not maybe_written(function):
        maker.note(f"the route {key} needs a FunctionArn", route.span)
    made: dict[str, Raw] = {
        "ApiId": api.ref(),
        "RouteKey": key,
        **{name: route.get(name) for name in _ROUTE},
        "Target": maker.text("integrations/${Target}", Target=maker.ref("Integration")),
        **(_connect(api) if key == "$connect" else {}),
    }
    maker.make("Route", "AWS::ApiGatewayV2::Route", made)
    called: dict[str, Raw] = {
        "ApiId": api.ref(),
        "IntegrationType": "AWS_PROXY",
        "IntegrationUri": maker.text(_URI, Function=function),
        "TimeoutInMillis": route.get("IntegrationTimeout"),
    }
    maker.make("Integration", "AWS::ApiGatewayV2::Integration", called)
    stage = api.get("StageName")
    name: Value = stage if maybe_written(stage) else api.known("default")
    source = maker.text(_SOURCE + "${Stage}/" + key, Api=api.ref(attribute="ApiId"), Stage=name)
    allowed: dict[str, Raw] = {
        "Action": "lambda:InvokeFunction",
        "FunctionName": function,
        "Principal": "apigateway.amazonaws.com",
        "SourceArn": source,
    }
    maker.make("Permission", "AWS::Lambda::Permission", allowed)


def _connect(maker: Maker) -> dict[str, Raw]:
    """Who may open a connection; an authorizer is made where a function decides."""
    auth = maker.get("Auth")
    kind = auth.get("AuthType")
    if not maybe_written(auth):
        return {}
    if word(kind) != "CUSTOM":
        return {"AuthorizationType": kind}
    role, function = auth.get("InvokeRole"), auth.get("AuthArn")
    name = auth.get("Name")
    authorizer: dict[str, Raw] = {
        "ApiId": maker.ref(),
        "AuthorizerCredentialsArn": role,
        "AuthorizerType": "REQUEST",
        "AuthorizerUri": maker.text(_URI.replace("${Function}", "${Auth}"), Auth=function),
        "IdentitySource": auth.get("IdentitySource"),
        "Name": name if maybe_written(name) else f"{maker.base}ConnectAuthorizer",
    }
    maker.make("ConnectAuthorizer", "AWS::ApiGatewayV2::Authorizer", authorizer)
    if not maybe_written(role):
        allowed: dict[str, Raw] = {
            "Action": "lambda:InvokeFunction",
            "FunctionName": function,
            "Principal": "apigateway.amazonaws.com",
            "SourceArn": maker.text(_SOURCE + "authorizers/*", Api=maker.ref()),
        }
        maker.make("AuthorizerPermission", "AWS::Lambda::Permission", allowed)
    return {"AuthorizationType": kind, "AuthorizerId": maker.ref("ConnectAuthorizer")}
