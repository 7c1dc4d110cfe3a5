"""``http``: a route of a REST API."""

from __future__ import annotations

from crenel.model.value import NOTHING, Absent, Known, Map, Value
from crenel.readers.sam.values import Raw, word
from crenel.readers.serverless.events.event import Event
from crenel.readers.serverless.events.rest_authorizers import authorization
from crenel.readers.serverless.naming import path_name, upper_first
from crenel.readers.serverless.stack import Stack

REST = "ApiGatewayRestApi"
_INVOKE = (
    "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
    "${Function}/invocations"
)


def rest_api(stack: Stack) -> Value:
    """The API: one that exists, or the service's own."""
    given = stack.first("apiGateway.restApiId", "restApiId")
    return given if not isinstance(given, Absent) else stack.maker().ref(REST)


def expand(event: Event) -> None:
    """The resources of the path, the method, and what lets the API invoke the function."""
    method, path = _route(event.value)
    maker = event.maker
    if method is None or path is None:
        maker.note("an http event needs a path and a method that are known", event.value.span)
        return
    api = rest_api(event.stack)
    parent = _resources(event, api, path.text())
    verb = method.text().upper()
    base = f"{path_name(path.text())}{upper_first(verb.lower())}"
    kind, authorizer = authorization(event, api)
    integration = word(event.get("integration")).upper().replace("-", "_") or "AWS_PROXY"
    properties = {
        "HttpMethod": Known(value=verb, span=method.span, via=method.via),
        "ResourceId": parent,
        "RestApiId": api,
        "AuthorizationType": kind,
        "AuthorizerId": authorizer,
        "ApiKeyRequired": event.get("private"),
        "RequestValidatorId": _validator(event, base),
        "Integration": _integration(event, integration),
    }
    maker.make(f"ApiGatewayMethod{base}", "AWS::ApiGateway::Method", properties)
    _preflight(event, api, parent, path.text())
    source = maker.text(
        "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/*", Api=api
    )
    event.permit("apigateway", source, suffix="ApiGateway")


def _integration(event: Event, kind: str) -> dict[str, Raw]:
    if kind == "MOCK":
        return {"Type": kind}
    if kind.startswith("HTTP"):
        return {"Type": kind, "Uri": event.value.at("request", "uri")}
    kind = "AWS" if kind in ("LAMBDA", "AWS") else "AWS_PROXY"
    uri = event.maker.text(_INVOKE, Function=event.target)
    return {"Type": kind, "IntegrationHttpMethod": "POST", "Uri": uri}


def _route(value: Value) -> tuple[Known | None, Known | None]:
    """The method and the path: ``GET /users``, or a map of both."""
    if isinstance(value, Known):
        verb, _, path = value.text().strip().partition(" ")
        return (
            Known(value=verb, span=value.span, via=value.via),
            Known(value=path.strip(), span=value.span, via=value.via),
        )
    method, path_ = value.get("method"), value.get("path")
    return (
        method if isinstance(method, Known) else None,
        path_ if isinstance(path_, Known) else _spelt(path_),
    )


def _spelt(value: Value) -> Known | None:
    """A path with holes, as people read it."""
    text = value.text()
    return Known(value=text, span=value.span, via=value.via) if text else None


def _resources(event: Event, api: Value, path: str) -> Value:
    """The chain of API resources that spells the path."""
    given = event.stack.first("apiGateway.restApiRootResourceId", "restApiRootResourceId")
    parent: Value = given
    if isinstance(given, Absent):
        parent = event.maker.ref(REST, "RootResourceId")
    name = ""
    for part in filter(None, path.split("/")):
        name += path_name(part)
        properties = {"ParentId": parent, "PathPart": part, "RestApiId": api}
        identity = f"ApiGatewayResource{name}"
        event.maker.make(identity, "AWS::ApiGateway::Resource", properties)
        parent = event.maker.ref(identity)
    return parent


def _validator(event: Event, base: str) -> Value:
    """A request validator, where the request has a schema or parameters that are required."""
    request = event.get("request")
    schemas = request.get("schemas")
    if isinstance(schemas, Absent):
        schemas = request.get("schema")
    if isinstance(schemas, Absent):
        return NOTHING
    return event.maker.at(schemas.span).ref(f"ApiGatewayMethod{base}Validator")


def _preflight(event: Event, api: Value, parent: Value, path: str) -> None:
    """``cors``: the framework answers OPTIONS itself, with these origins."""
    cors = event.get("cors")
    if isinstance(cors, Absent) or cors.is_false().certain:
        return
    origin = _origins(cors, event)
    headers = {
        "method.response.header.Access-Control-Allow-Origin": origin,
        "method.response.header.Access-Control-Allow-Credentials": cors.get("allowCredentials"),
    }
    properties = {
        "HttpMethod": "OPTIONS",
        "ResourceId": parent,
        "RestApiId": api,
        "AuthorizationType": "NONE",
        "ApiKeyRequired": False,
        "Integration": {"Type": "MOCK", "IntegrationResponses": [{"ResponseParameters": headers}]},
    }
    identity = f"ApiGatewayMethod{path_name(path)}Options"
    event.maker.at(cors.span).make(identity, "AWS::ApiGateway::Method", properties)


def _origins(cors: Value, event: Event) -> Raw:
    """The first origin: the answer names one, the others are chosen at run time."""
    if not isinstance(cors, Map):
        return event.maker.at(cors.span).value("*")
    for name in ("origins", "origin"):
        listed = [one for _, one in cors.get(name).items()]
        if listed:
            return next((one for one in listed if word(one) == "*"), listed[0])
    return event.maker.at(cors.span).value("*")
