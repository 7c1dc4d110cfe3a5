"""``httpApi``: a route of an HTTP API."""

from __future__ import annotations

from crenel.model.value import NOTHING, Absent, Known, Map, Value
from crenel.readers.sam.values import fields, word
from crenel.readers.serverless.events.event import Event
from crenel.readers.serverless.naming import alphanumeric, normalised, path_name, upper_first
from crenel.readers.serverless.stack import Stack

HTTP = "HttpApi"
_SOURCE = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*"
_URI = (
    "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
    "${Function}/invocations"
)


def http_api(stack: Stack) -> Value:
    """The API: one that exists, or the service's own."""
    given = stack.setting("httpApi", "id")
    return given if not isinstance(given, Absent) else stack.maker().ref(HTTP)


def expand(event: Event) -> None:
    """The integration, the route, and what lets the API invoke the function."""
    maker = event.maker
    key, name = _key(event)
    api = http_api(event.stack)
    integration = f"HttpApiIntegration{event.base}"
    maker.make(
        integration,
        "AWS::ApiGatewayV2::Integration",
        {"ApiId": api, "IntegrationType": "AWS_PROXY", "IntegrationUri": event.target},
    )
    kind, authorizer = _authorization(event)
    properties = {
        "ApiId": api,
        "RouteKey": key,
        "Target": maker.text("integrations/${Name}", Name=maker.ref(integration)),
        "AuthorizationType": kind,
        "AuthorizerId": authorizer,
        "AuthorizationScopes": event.value.at("authorizer", "scopes"),
    }
    maker.make(f"HttpApiRoute{name}", "AWS::ApiGatewayV2::Route", properties)
    event.permit("apigateway", maker.text(_SOURCE, Api=api), suffix="HttpApi")


def _key(event: Event) -> tuple[Value, str]:
    """The route key, and its part of the logical id."""
    value = event.value
    if isinstance(value, Map):
        method, path = value.get("method"), value.get("path")
        verb, place = method.text() or "*", path.text() or "*"
    else:
        method = path = value
        verb, _, place = value.text().strip().partition(" ")
    verb = "ANY" if verb == "*" and place.strip() not in ("", "*") else verb.upper()
    place = place.strip()
    if verb in ("*", "") or place == "*":
        return Known(value="$default", span=value.span), "Default"
    text = f"{verb} {place if place.startswith('/') else '/' + place}"
    span = path.span or value.span
    return Known(value=text, span=span), upper_first(verb.lower()) + path_name(place)


def _authorization(event: Event) -> tuple[Value, Value]:
    """The authorization type, and the authorizer by its name in the provider, or by its id."""
    given = event.get("authorizer")
    if isinstance(given, Absent):
        return event.maker.value("NONE"), NOTHING
    maker = event.maker.at(given.span)
    name = given.get("name") if isinstance(given, Map) else given
    kind = word(given.get("type") if isinstance(given, Map) else given).lower()
    if kind == "aws_iam":
        return Known(value="AWS_IAM", span=given.span), NOTHING
    if isinstance(given, Map) and not isinstance(given.get("id"), Absent):
        return maker.value("CUSTOM" if kind == "request" else "JWT"), given.get("id")
    if not isinstance(name, Known):
        return (given, NOTHING) if isinstance(name, Absent) else (name, NOTHING)
    settings = event.stack.setting("httpApi", "authorizers", name.text())
    request = word(settings.get("type")).lower() == "request"
    if isinstance(settings, Absent):
        maker.note(f"provider.httpApi has no authorizer {name.text()}", given.span)
    return maker.value("CUSTOM" if request else "JWT"), maker.ref(_authorizer_id(name.text()))


def _authorizer_id(name: str) -> str:
    return f"HttpApiAuthorizer{alphanumeric(normalised(name))}"


def add_authorizers(stack: Stack) -> None:
    """``provider.httpApi.authorizers``."""
    for _, name, settings, key in fields(stack.setting("httpApi", "authorizers")):
        maker = stack.maker().at(key)
        request = word(settings.get("type")).lower() == "request"
        function = settings.get("functionArn")
        identity = stack.function_id(word(settings.get("functionName")))
        if identity is not None:
            function = maker.ref(identity, "Arn")
        properties = {
            "ApiId": http_api(stack),
            "Name": name,
            "AuthorizerType": "REQUEST" if request else "JWT",
            "IdentitySource": settings.get("identitySource"),
            "AuthorizerResultTtlInSeconds": settings.get("resultTtlInSeconds"),
            "JwtConfiguration": None
            if request
            else {"Audience": settings.get("audience"), "Issuer": settings.get("issuerUrl")},
            "AuthorizerUri": maker.text(_URI, Function=function) if request else None,
        }
        maker.make(_authorizer_id(name), "AWS::ApiGatewayV2::Authorizer", properties)
