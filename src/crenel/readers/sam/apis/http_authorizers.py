"""``securitySchemes`` of an HTTP API, and who may call its routes."""

from __future__ import annotations

from crenel.model.value import Absent, Known, Map, Value
from crenel.readers.sam.apis.rest_authorizers import permit_authorizer
from crenel.readers.sam.apis.route import INTEGRATION
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import Raw, cases_of, each, elements, fields, maybe_written, word

IAM = "AWS_IAM"
_URI = (
    "arn:${AWS::Partition}:apigateway:${AWS::Region}:"
    "lambda:path/2015-03-31/functions/${Function}/invocations"
)
_SOURCES = {
    "Headers": "$request.header.",
    "QueryStrings": "$request.querystring.",
    "StageVariables": "$stageVariables.",
    "Context": "$context.",
}
_CALLER = "x-amazon-apigateway-authorizer"


def schemes(maker: Maker, auth: Value) -> dict[str, Value]:
    """The scheme of every authorizer of the API."""
    made: dict[str, Value] = {}
    if word(auth.get("EnableIamAuthorizer")).lower() == "true":
        made[IAM] = maker.value(
            {
                "type": "apiKey",
                "name": "Authorization",
                "in": "header",
                "x-amazon-apigateway-authtype": "awsSigv4",
            }
        )
    for _, name, authorizer, _ in fields(auth.get("Authorizers")):
        made[name] = each(authorizer, lambda leaf: _scheme(maker, leaf))
    return made


def _scheme(maker: Maker, authorizer: Value) -> Value:
    if not isinstance(authorizer, Map):
        return authorizer
    token = authorizer.get("JwtConfiguration")
    if maybe_written(token):
        caller: dict[str, Raw] = {
            "jwtConfiguration": each(token, _lowered),
            "identitySource": authorizer.get("IdentitySource"),
            "type": "jwt",
        }
        return maker.value({"type": "oauth2", _CALLER: caller})
    return maker.value(
        {"type": "apiKey", "name": "Unused", "in": "header", _CALLER: _called(maker, authorizer)}
    )


def _lowered(token: Value) -> Value:
    if not isinstance(token, Map):
        return token
    content = {key.lower(): value for key, value in token.content.items()}
    return Map(content=content, span=token.span, via=token.via)


def _called(maker: Maker, authorizer: Map) -> dict[str, Raw]:
    role = authorizer.get("FunctionInvokeRole")
    identity = authorizer.get("Identity")
    simple = authorizer.get("EnableSimpleResponses")
    sources = [
        maker.known(prefix + word(one))
        for name, prefix in _SOURCES.items()
        for _, _, one in elements(identity.get(name))
    ]
    return {
        "type": "request",
        "authorizerUri": maker.text(_URI, Function=authorizer.get("FunctionArn")),
        "authorizerCredentials": None if word(role) == "NONE" else role,
        "authorizerResultTtlInSeconds": identity.get("ReauthorizeEvery"),
        "identitySource": sources if maybe_written(identity) else None,
        "authorizerPayloadFormatVersion": authorizer.get("AuthorizerPayloadFormatVersion"),
        "enableSimpleResponses": simple if maybe_written(simple) else None,
    }


def own_security(maker: Maker, own: Value, shared: Value) -> list[Value]:
    """What an event's ``Auth`` asks for; it falls back on the API's default."""
    if not maybe_written(own):
        return []
    authorizer = own.get("Authorizer")
    if not maybe_written(authorizer):
        authorizer = shared.get("DefaultAuthorizer")
    if not maybe_written(authorizer):
        maker.note("Auth needs an Authorizer, or the API a DefaultAuthorizer", own.span)
        return []
    scopes = own.get("AuthorizationScopes")
    return [each(authorizer, lambda leaf: _named(maker, leaf, scopes, shared))]


def _named(maker: Maker, authorizer: Value, scopes: Value, shared: Value) -> Value:
    if not isinstance(authorizer, Known):
        return authorizer
    name = authorizer.text()
    if not maybe_written(scopes):
        scopes = shared.at("Authorizers", name, "AuthorizationScopes")
    plain = name in ("NONE", IAM) or not maybe_written(scopes)
    content = maker.value([]) if plain else scopes
    return Map(content={name: content}, span=authorizer.span, via=authorizer.via)


def with_default(maker: Maker, operation: Value, auth: Value) -> Value:
    """The operation under the API's default authorizer, unless it says who may call."""

    def changed(leaf: Value) -> Value:
        if not isinstance(leaf, Map) or INTEGRATION not in leaf.content:
            return leaf
        if maybe_written(leaf.get("security")):
            return leaf
        default = auth.get("DefaultAuthorizer")
        security = [each(default, lambda one: _named(maker, one, Absent(), auth))]
        return leaf.merged({"security": maker.value(security)})

    return each(operation, changed)


def permit_authorizers(maker: Maker, auth: Value) -> None:
    """The permissions for authorizers that ask for one."""
    for guard, name, authorizer, span in fields(auth.get("Authorizers")):
        for inner, one in cases_of(authorizer):
            joined = guard.conjoin(inner)
            asked = word(one.get("EnableFunctionDefaultPermissions")).lower() == "true"
            if joined is None or not asked or not maybe_written(one.get("FunctionArn")):
                continue
            scoped = maker.within(maker.base, span or one.span or maker.span, joined)
            if scoped is not None:
                permit_authorizer(scoped, name, one.get("FunctionArn"))
