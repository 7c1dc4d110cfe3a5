"""OpenAPI documents of API Gateway -> routes. Source: OpenAPI 2.0 and 3.0, and AWS's extensions."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crenel.model.guard import Guard
from crenel.model.value import NOTHING, Absent, Choice, Unknown, Value, known, mapping, sequence
from crenel.readers.vocabulary.cloudformation.row import Common
from crenel.readers.vocabulary.world import World

METHODS = frozenset(
    {
        "get",
        "put",
        "post",
        "delete",
        "options",
        "head",
        "patch",
        "trace",
        "x-amazon-apigateway-any-method",
    }
)
_ANY = "x-amazon-apigateway-any-method"
_INTEGRATION = "x-amazon-apigateway-integration"


class Route(msgspec.Struct, frozen=True):
    """One operation: what it is guarded by, what it calls; ``node`` is its place."""

    guard: Guard
    method: Value
    path: Value
    auth: Value
    authorizer: Value
    api_key: Value
    uri: Value
    """What it calls; ``MOCK`` where API Gateway answers by itself."""
    cors: Value
    validator: Value
    node: Value


def routes(body: Value) -> Iterator[Route]:
    """Every operation of a document; nothing where the document is not at hand."""
    for guard, path, item in body.get("paths").entries():
        for inner, name, operation in item.entries():
            joined = guard.conjoin(inner)
            if name.lower() in METHODS and joined is not None:
                yield _route(joined, path, name.lower(), operation, body)


def _route(guard: Guard, path: str, name: str, operation: Value, body: Value) -> Route:
    auth, authorizer, keyed = _secured(operation, body)
    return Route(
        guard=guard,
        method=known("ANY" if name == _ANY else name.upper(), operation.span),
        path=known(path, operation.span),
        auth=auth,
        authorizer=authorizer,
        api_key=keyed,
        uri=_uri(operation.get(_INTEGRATION)),
        cors=_cors(operation.at(_INTEGRATION, "responses")),
        validator=_validator(operation, body),
        node=operation,
    )


def _secured(operation: Value, body: Value) -> tuple[Value, Value, Value]:
    """As ``_auth``, for each choice of the security; what cannot be read is not known."""
    schemes, span = _schemes(body), operation.span
    found: list[tuple[Guard, Value, Value, Value]] = []
    for guard, case in _security(operation, body):
        if isinstance(case, Unknown):
            found.append((guard, case, NOTHING, case))
            continue
        names = [name for _, item in case.items() for _, name, _ in item.entries()]
        auth, authorizer, keyed = _auth(names, schemes, operation)
        found.append((guard, auth, authorizer, known(keyed, span)))
    if len(found) == 1:
        return found[0][1:]
    auths = Choice(branches=tuple((guard, auth) for guard, auth, _, _ in found), span=span)
    keys = Choice(branches=tuple((guard, keyed) for guard, _, _, keyed in found), span=span)
    return auths, found[0][2], keys


def _security(operation: Value, body: Value) -> Iterator[tuple[Guard, Value]]:
    """The operation's own security, or the document's where it has none."""
    for guard, case in operation.get("security").cases():
        if not isinstance(case, Absent):
            yield guard, case
            continue
        for inner, general in body.get("security").cases():
            joined = guard.conjoin(inner)
            if joined is not None:
                yield joined, general


def _auth(names: list[str], schemes: Value, operation: Value) -> tuple[Value, Value, bool]:
    """The authorization type, the authorizer's definition, whether an API key is asked for."""
    span = operation.span
    keyed = False
    for name in names:
        if name == "NONE":
            continue
        scheme = schemes.get(name)
        kind = _kind(name, scheme)
        if kind == "API_KEY":
            keyed = True
        else:
            return known(kind, span), scheme, keyed or "api_key" in names
    iam = operation.at("x-amazon-apigateway-auth", "type").equals("AWS_IAM")
    if iam.certain:
        return known("AWS_IAM", span), NOTHING, keyed
    return known("NONE", span), NOTHING, keyed


def _kind(name: str, scheme: Value) -> str:
    kind = str(scheme.get("x-amazon-apigateway-authtype").known() or "").lower()
    if name.lower() in ("sigv4", "aws_iam") or kind == "awssigv4":
        return "AWS_IAM"
    if kind == "cognito_user_pools":
        return "COGNITO_USER_POOLS"
    authorizer = scheme.get("x-amazon-apigateway-authorizer")
    if not isinstance(authorizer, Absent):
        return "JWT" if authorizer.get("type").equals("jwt").certain else "CUSTOM"
    is_key = scheme.get("type").equals("apiKey").certain or name == "api_key"
    header = str(scheme.get("name").known() or "x-api-key").lower()
    if is_key and header == "x-api-key":
        return "API_KEY"
    oauth = scheme.get("type").equals("oauth2", "openIdConnect").certain
    return "JWT" if oauth else "CUSTOM"


def _uri(integration: Value) -> Value:
    kind = integration.get("type")
    mock = isinstance(kind.known(), str) and kind.text().lower() == "mock"
    return known("MOCK", kind.span) if mock else integration.get("uri")


def _cors(responses: Value) -> Value:
    found = (cors_headers(item.get("responseParameters")) for _, _, item in responses.entries())
    return next((cors for cors in found if not isinstance(cors, Absent)), NOTHING)


def cors_headers(parameters: Value) -> Value:
    """The CORS headers that an integration response sets; texts stand in single quotes."""
    prefix = "method.response.header.Access-Control-Allow-"
    named = (("AllowOrigins", "Origin"), ("AllowCredentials", "Credentials"))
    headers = {name: parameters.get(prefix + header) for name, header in named}
    if isinstance(headers["AllowOrigins"], Absent):
        return NOTHING
    return mapping({name: _unquoted(value) for name, value in headers.items()}, parameters.span)


def _unquoted(value: Value) -> Value:
    text = value.known()
    plain = str(text).strip("'") if text is not None else None
    return value if plain is None else known(plain, value.span, value.via)


def _schemes(body: Value) -> Value:
    modern = body.at("components", "securitySchemes")
    return modern.or_else(body.get("securityDefinitions"))


def _validator(operation: Value, body: Value) -> Value:
    here = operation.get("x-amazon-apigateway-request-validator")
    return here.or_else(body.get("x-amazon-apigateway-request-validator"))


def invoked(uri: Value) -> Value:
    """The function inside an integration address, where a reference names it."""
    named = (ref for ref in uri.refs() if ref.attribute in ("Arn", "", "Alias", "Version"))
    return next(named, uri)


def askers(body: Value) -> Value:
    """The functions that the authorizers of a document call."""
    uris = (
        scheme.at("x-amazon-apigateway-authorizer", "authorizerUri")
        for _, _, scheme in _schemes(body).entries()
    )
    return sequence(invoked(uri) for uri in uris if not isinstance(uri, Absent))


def written_by(route: Route, fields: Common, world: World) -> Common:
    """A route that a function's own event makes belongs to that function, not to the API."""
    owner = world.referred(invoked(route.uri))
    span, body = route.node.span, owner.attributes.span if owner is not None else None
    if owner is None or span is None or body is None or span.source is not body.source:
        return fields
    if body.start <= span.start < body.end:
        return {**fields, "origin": owner.origin}
    return fields
