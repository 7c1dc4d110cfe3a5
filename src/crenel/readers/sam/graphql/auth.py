"""``Auth`` of a GraphQL API."""

from __future__ import annotations

from crenel.model.value import Absent, Map, Value
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import Raw, elements, word

_CONFIGS = {
    "AWS_LAMBDA": ("LambdaAuthorizer", "LambdaAuthorizerConfig"),
    "OPENID_CONNECT": ("OpenIDConnect", "OpenIDConnectConfig"),
    "AMAZON_COGNITO_USER_POOLS": ("UserPool", "UserPoolConfig"),
}
_SOURCE = "arn:${AWS::Partition}:appsync:${AWS::Region}:${AWS::AccountId}:apis/${Api}"


def providers(auth: Value) -> dict[str, Raw]:
    """The authentication of the API: the first kind, and the additional ones."""
    others = [
        {"AuthenticationType": one.get("Type"), **_config(one, first=False)}
        for _, _, one in elements(auth.get("Additional"))
    ]
    return {
        "AuthenticationType": auth.get("Type"),
        **_config(auth, first=True),
        "AdditionalAuthenticationProviders": others or None,
    }


def _config(auth: Value, *, first: bool) -> dict[str, Raw]:
    names = _CONFIGS.get(word(auth.get("Type")))
    if names is None:
        return {}
    given, made = names
    config = auth.get(given)
    if isinstance(config, Map) and given == "UserPool" and not first:
        content = {key: one for key, one in config.content.items() if key != "DefaultAction"}
        config = Map(content=content, keys=config.keys, span=config.span, via=config.via)
    return {made: config}


def permit_authorizers(maker: Maker, auth: Value) -> None:
    """The permissions for functions that decide who may call."""
    found = [auth, *(one for _, _, one in elements(auth.get("Additional")))]
    functions = [
        one.at("LambdaAuthorizer", "AuthorizerUri")
        for one in found
        if word(one.get("Type")) == "AWS_LAMBDA"
    ]
    for number, function in enumerate(functions, 1):
        if isinstance(function, Absent):
            continue
        properties: dict[str, Raw] = {
            "Action": "lambda:InvokeFunction",
            "FunctionName": function,
            "Principal": "appsync.amazonaws.com",
            "SourceArn": maker.text(_SOURCE, Api=maker.ref(attribute="ApiId")),
        }
        suffix = f"ToLambdaAuthConnector{number}WriteLambdaPermission"
        maker.make(suffix, "AWS::Lambda::Permission", properties)
