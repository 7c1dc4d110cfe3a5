"""``securityDefinitions`` of a REST API, and what lets API Gateway call authorizers."""

from __future__ import annotations

from crenel.model.value import Absent, List, Map, Value
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import Raw, cases_of, each, elements, fields, maybe_written, word

_URI = (
    "arn:${AWS::Partition}:apigateway:${AWS::Region}:"
    "lambda:path/2015-03-31/functions/${Function}/invocations"
)
_SOURCE = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/authorizers/*"
_SOURCES = {
    "Headers": "method.request.header.",
    "QueryStrings": "method.request.querystring.",
    "StageVariables": "stageVariables.",
    "Context": "context.",
}
_CALLER = "x-amazon-apigateway-authorizer"
_TYPE = "x-amazon-apigateway-authtype"


def by_iam(maker: Maker) -> Value:
    """The definition of AWS_IAM."""
    return maker.value(
        {"type": "apiKey", "name": "Authorization", "in": "header", _TYPE: "awsSigv4"}
    )


def by_key(maker: Maker) -> Value:
    """The definition of an API key."""
    return maker.value({"type": "apiKey", "name": "x-api-key", "in": "header"})


def definitions(maker: Maker, auth: Value) -> dict[str, Value]:
    """The definition of every authorizer of the API."""
    made: dict[str, Value] = {}
    for _, name, authorizer, _ in fields(auth.get("Authorizers")):
        made[name] = each(authorizer, lambda leaf: _definition(maker, leaf))
    return made


def _definition(maker: Maker, authorizer: Value) -> Value:
    if not isinstance(authorizer, Map):
        return authorizer
    identity = authorizer.get("Identity")
    pools = authorizer.get("UserPoolArn")
    header = identity.get("Header")
    content: dict[str, Raw] = {
        "type": "apiKey",
        "name": header if maybe_written(header) else "Authorization",
        "in": "header",
    }
    expression = identity.get("ValidationExpression")
    if maybe_written(pools):
        arns = pools if isinstance(pools, List) else [pools]
        called: dict[str, Raw] = {
            "type": "cognito_user_pools",
            "providerARNs": arns,
            "identityValidationExpression": expression,
        }
        return maker.value({**content, _TYPE: "cognito_user_pools", _CALLER: called})
    asks = word(authorizer.get("FunctionPayloadType")) == "REQUEST"
    called = _called(maker, authorizer, asks=asks)
    if asks:
        content["name"] = "Unused"
    else:
        called["identityValidationExpression"] = expression
    return maker.value({**content, _TYPE: "custom", _CALLER: called})


def _called(maker: Maker, authorizer: Map, *, asks: bool) -> dict[str, Raw]:
    """The function that decides, and what it is given."""
    identity = authorizer.get("Identity")
    role = authorizer.get("FunctionInvokeRole")
    sources = ", ".join(
        prefix + word(one)
        for name, prefix in _SOURCES.items()
        for _, _, one in elements(identity.get(name))
    )
    return {
        "type": "request" if asks else "token",
        "authorizerUri": maker.text(_URI, Function=authorizer.get("FunctionArn")),
        "authorizerResultTtlInSeconds": identity.get("ReauthorizeEvery"),
        "authorizerCredentials": None if word(role) == "NONE" else role,
        "identitySource": (sources or None) if asks else None,
    }


def permit_authorizers(maker: Maker, auth: Value) -> None:
    """The permissions for authorizers that are functions."""
    for guard, name, authorizer, span in fields(auth.get("Authorizers")):
        for inner, one in cases_of(authorizer):
            joined = guard.conjoin(inner)
            off = word(one.get("DisableFunctionDefaultPermissions")).lower() == "true"
            if joined is None or off or isinstance(one.get("FunctionArn"), Absent):
                continue
            scoped = maker.within(maker.base, span or one.span or maker.span, joined)
            if scoped is not None:
                permit_authorizer(scoped, name, one.get("FunctionArn"))


def permit_authorizer(maker: Maker, name: str, function: Value) -> None:
    """The permission for one authorizer."""
    properties = {
        "Action": "lambda:InvokeFunction",
        "FunctionName": function,
        "Principal": "apigateway.amazonaws.com",
        "SourceArn": maker.text(_SOURCE, Api=maker.ref()),
    }
    maker.make(f"{name}AuthorizerPermission", "AWS::Lambda::Permission", properties)
