"""The operations of an OpenAPI document that events stand for."""

from __future__ import annotations

import json
from collections.abc import Mapping

from crenel.model.value import NOTHING, Known, Map, Value
from crenel.pattern import Pattern
from crenel.readers.sam.apis.route import INTEGRATION, Route
from crenel.readers.sam.values import Raw, appended, each, elements, maybe_written, word, written

_LAMBDA = "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/"
_PLAIN = _LAMBDA + "2015-03-31/functions/${Function}/invocations"
_STREAMED = _LAMBDA + "2021-11-15/functions/${Function}/response-streaming-invocations"
_STATES = "arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution"
_ANY_CALLER = "arn:aws:iam::*:user/*"
_HOLE = Pattern(r"{(.*?)}")


def function_uri(route: Route) -> Value:
    """What API Gateway calls: the function."""
    streamed = word(route.properties.get("ResponseTransferMode")) == "RESPONSE_STREAM"
    return route.maker.text(_STREAMED if streamed else _PLAIN, Function=route.function)


def http_operation(route: Route) -> Map:
    """The operation of a route of an HTTP API."""
    given = route.properties
    version = given.get("PayloadFormatVersion")
    integration = {
        "type": "aws_proxy",
        "httpMethod": "POST",
        "payloadFormatVersion": version if maybe_written(version) else "2.0",
        "uri": function_uri(route),
        "timeoutInMillis": given.get("TimeoutInMillis"),
    }
    names = _HOLE.findall(route.path)
    parameters = [{"name": name, "in": "path", "required": True} for name in names]
    default = route.path == "$default" and route.method.startswith("x-amazon")
    operation = {
        INTEGRATION: integration,
        "isDefaultRoute": True if default else None,
        "responses": {},
        "parameters": parameters or None,
    }
    return _made(route, operation)


def with_details(operation: Map, route: Route, security: list[Value]) -> Value:
    """A written operation of an HTTP API with what an event says about it."""
    given = route.properties
    changes: dict[str, Value] = {}
    wanted = {
        "timeoutInMillis": given.get("TimeoutInMillis"),
        "payloadFormatVersion": given.get("PayloadFormatVersion"),
    }
    own = {key: value for key, value in wanted.items() if maybe_written(value)}
    integration = operation.get(INTEGRATION)
    if own and isinstance(integration, Map):
        changes[INTEGRATION] = integration.merged(own)
    if security:
        changes["security"] = appended(operation.get("security"), security, route.maker.span)
    parameters = operation.get("parameters")
    known = {word(one.get("name")) for _, _, one in elements(parameters)}
    missing = [
        route.maker.value({"name": name, "in": "path", "required": True})
        for name in _HOLE.findall(route.path)
        if name not in known
    ]
    if missing:
        changes["parameters"] = appended(parameters, missing, route.maker.span)
    return operation.merged(changes) if changes else operation


def rest_operation(route: Route, auth: Value, *, modern: bool) -> Map:
    """The operation of a route of a REST API; ``modern`` is OpenAPI 3."""
    if route.role is not None:
        return _made(route, _state_machine_operation(route))
    given = route.properties
    streamed = word(given.get("ResponseTransferMode")) == "RESPONSE_STREAM"
    names = [name for name, _, cached in _request_parameters(route) if cached]
    integration = {
        "type": "aws_proxy",
        "httpMethod": "POST",
        "uri": function_uri(route),
        "responseTransferMode": "STREAM" if streamed else None,
        "credentials": _credentials(given.get("Auth"), auth, route),
        "timeoutInMillis": given.get("TimeoutInMillis"),
        "cacheKeyParameters": names or None,
    }
    operation = {INTEGRATION: integration, "responses": {}, **_request(route, modern=modern)}
    return _made(route, operation)


def _made(route: Route, operation: Mapping[str, Raw]) -> Map:
    value = route.maker.value(operation)
    return value if isinstance(value, Map) else Map(span=route.maker.span)


def _state_machine_operation(route: Route) -> dict[str, Raw]:
    maker = route.maker
    plain = word(route.properties.get("UnescapeMappingTemplate")).lower() != "true"
    escaped = "$util.escapeJavaScript($input.json('$'))"
    words = {"input": escaped, "stateMachineArn": "${Machine}"}
    unescaped = (
        """{"input": "$util.escapeJavaScript($input.json('$')).replaceAll("\\\\'","'")","""
        """ "stateMachineArn": "${Machine}"}"""
    )
    pattern = json.dumps(words) if plain else unescaped
    template = maker.text(pattern, Machine=route.function)
    return {
        INTEGRATION: {
            "type": "aws",
            "httpMethod": "POST",
            "uri": maker.text(_STATES),
            "responses": {"200": {"statusCode": "200"}, "400": {"statusCode": "400"}},
            "credentials": route.role,
            "requestTemplates": {"application/json": template},
        },
        "responses": {"200": {"description": "OK"}, "400": {"description": "Bad Request"}},
    }


def _credentials(own: Value, shared: Value, route: Route) -> Value | None:
    """Under AWS_IAM the integration runs with a role, or with those of the caller."""
    by_iam = word(own.get("Authorizer")) == "AWS_IAM" or (
        word(shared.get("DefaultAuthorizer")) == "AWS_IAM" and not maybe_written(own)
    )
    if not by_iam:
        return None
    for given in (own, shared):
        role = given.get("InvokeRole")
        if maybe_written(role):
            return each(role, lambda leaf: _role(leaf, route))
        if _mentions(given, "InvokeRole"):
            return None
    return route.maker.known(_ANY_CALLER)


def _mentions(value: Value, key: str) -> bool:
    return isinstance(value, Map) and key in value.content


def _role(role: Value, route: Route) -> Value:
    if word(role) == "NONE":
        return NOTHING
    if word(role) == "CALLER_CREDENTIALS":
        return route.maker.known(_ANY_CALLER)
    return role


def _request(route: Route, *, modern: bool) -> dict[str, Raw]:
    """Parameters, body and validator of a request."""
    parameters: list[Raw] = []
    made: dict[str, Raw] = {}
    model = route.properties.get("RequestModel")
    if maybe_written(model.get("Model")):
        name = word(model.get("Model")).lower()
        required = model.get("Required")
        if modern:
            schema: Raw = {"schema": {"$ref": f"#/components/schemas/{name}"}}
            made["requestBody"] = {"content": {"application/json": schema}, "required": required}
        else:
            schema = {"$ref": f"#/definitions/{name}"}
            parameters.append({"in": "body", "name": name, "schema": schema, "required": required})
        made["x-amazon-apigateway-request-validator"] = validator(model)
    for name, needed, _ in _request_parameters(route):
        place, _, key = name.removeprefix("method.request.").partition(".")
        kind = "query" if place == "querystring" else place
        parameters.append({"in": kind, "name": key, "required": needed, "type": "string"})
    return {**made, "parameters": parameters or None}


def validator(model: Value) -> str | None:
    """The name of the validator that a request model asks for."""
    body, parameters = model.get("ValidateBody"), model.get("ValidateParameters")
    if not isinstance(body, Known) and not isinstance(parameters, Known):
        return None
    names = {
        (True, True): "body-and-params",
        (True, False): "body-only",
        (False, True): "params-only",
    }
    return names.get((written(body), written(parameters)), "no-validation")


def _request_parameters(route: Route) -> list[tuple[str, Raw, bool]]:
    found: list[tuple[str, Raw, bool]] = []
    for _, _, one in elements(route.properties.get("RequestParameters")):
        if isinstance(one, Map):
            for name, settings in one.content.items():
                required = settings.get("Required")
                asked = required if maybe_written(required) else False
                found.append((name, asked, written(settings.get("Caching"))))
        elif word(one):
            found.append((word(one), False, False))
    return [item for item in found if item[0].startswith("method.request.")]
