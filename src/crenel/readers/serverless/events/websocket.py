"""``websocket``: a route of a WebSocket API."""

from __future__ import annotations

from crenel.model.value import NOTHING, Absent, Known, Map, Value
from crenel.readers.sam.values import word
from crenel.readers.serverless.events.event import Event
from crenel.readers.serverless.naming import alphanumeric
from crenel.readers.serverless.roles import allow
from crenel.readers.serverless.stack import Stack

SOCKETS = "WebsocketsApi"
_SOURCE = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/*"
_CONNECTIONS = "arn:${AWS::Partition}:execute-api:*:*:*/@connections/*"
_ANSWER = ("execute-api:ManageConnections",)
_URI = (
    "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
    "${Function}/invocations"
)


def sockets(stack: Stack) -> Value:
    """The API: one that exists, or the service's own."""
    given = stack.setting("apiGateway", "websocketApiId")
    return given if not isinstance(given, Absent) else stack.maker().ref(SOCKETS)


def expand(event: Event) -> None:
    """The integration, the route, and what lets the API invoke the function."""
    maker = event.maker
    key = event.named("route")
    api = sockets(event.stack)
    integration = f"{event.base}WebsocketsIntegration"
    uri = maker.text(_URI, Function=event.target)
    maker.make(
        integration,
        "AWS::ApiGatewayV2::Integration",
        {"ApiId": api, "IntegrationType": "AWS_PROXY", "IntegrationUri": uri},
    )
    kind, authorizer = _authorization(event, api)
    properties = {
        "ApiId": api,
        "RouteKey": key,
        "Target": maker.text("integrations/${Name}", Name=maker.ref(integration)),
        "AuthorizationType": kind,
        "AuthorizerId": authorizer,
        "ApiKeyRequired": event.get("private"),
    }
    name = alphanumeric(key.text().replace("$", "S"))
    maker.make(f"{name}WebsocketsRoute", "AWS::ApiGatewayV2::Route", properties)
    event.permit("apigateway", maker.text(_SOURCE, Api=api), suffix="Websockets")
    # The framework lets the service's role answer every connection, whichever function runs.
    statement = maker.value(allow(_ANSWER, [maker.text(_CONNECTIONS)]))
    if all(one.text() != statement.text() for one in event.stack.role_statements):
        event.stack.role_statements.append(statement)


def _authorization(event: Event, api: Value) -> tuple[Value, Value]:
    given = event.get("authorizer")
    if isinstance(given, Absent):
        return event.maker.value("NONE"), NOTHING
    maker = event.maker.at(given.span)
    if word(given.get("type") if isinstance(given, Map) else given).lower() == "aws_iam":
        return Known(value="AWS_IAM", span=given.span), NOTHING
    name = word(given.get("name") if isinstance(given, Map) else given)
    identity = event.stack.function_id(name)
    arn = given.get("arn") if isinstance(given, Map) else given
    function: Value = arn if identity is None else maker.ref(identity, "Arn")
    properties = {
        "ApiId": api,
        "Name": name or "authorizer",
        "AuthorizerType": "REQUEST",
        "AuthorizerUri": maker.text(_URI, Function=function),
        "IdentitySource": given.get("identitySource"),
    }
    made = f"{alphanumeric(name or 'custom')}WebsocketsAuthorizer"
    maker.make(made, "AWS::ApiGatewayV2::Authorizer", properties)
    return maker.value("CUSTOM"), maker.ref(made)
