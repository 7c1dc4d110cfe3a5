"""Who may call a REST route: ``authorizer`` in its forms."""

from __future__ import annotations

from crenel.model.value import NOTHING, Absent, Known, Map, Ref, Text, Value
from crenel.readers.sam.values import word
from crenel.readers.serverless.events.event import Event
from crenel.readers.serverless.naming import alphanumeric, upper_first

_INVOKE = (
    "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
    "${Function}/invocations"
)
_KINDS = {"cognito_user_pools": "COGNITO_USER_POOLS", "aws_iam": "AWS_IAM", "none": "NONE"}
_POOL = ":cognito-idp:"


def authorization(event: Event, api: Value) -> tuple[Value, Value]:
    """The authorization type, and the authorizer where there is one."""
    given = event.get("authorizer")
    if isinstance(given, Absent):
        return event.maker.value("NONE"), NOTHING
    maker = event.maker.at(given.span)
    kind = word(given.get("type") if isinstance(given, Map) else given).lower()
    if kind in ("aws_iam", "none"):
        return Known(value=_KINDS[kind], span=given.span), NOTHING
    if isinstance(given, Map) and not isinstance(given.get("authorizerId"), Absent):
        return maker.value(_KINDS.get(kind, "CUSTOM")), given.get("authorizerId")
    if not isinstance(given, Map | Known | Ref | Text):
        return given, NOTHING
    return _made(event, given, api)


def _made(event: Event, given: Value, api: Value) -> tuple[Value, Value]:
    maker = event.maker.at(given.span)
    settings = given if isinstance(given, Map) else NOTHING
    arn = settings.get("arn") if isinstance(settings, Map) else given
    pool = _is_pool(event, arn) or word(settings.get("type")).upper() == "COGNITO_USER_POOLS"
    name = word(settings.get("name")) or _name(arn)
    identity = f"{upper_first(alphanumeric(name))}ApiGatewayAuthorizer"
    properties = {
        "RestApiId": api,
        "Name": name,
        "IdentitySource": settings.get("identitySource"),
        "AuthorizerResultTtlInSeconds": settings.get("resultTtlInSeconds"),
        "IdentityValidationExpression": settings.get("identityValidationExpression"),
    }
    if pool:
        properties |= {"Type": "COGNITO_USER_POOLS", "ProviderARNs": maker.value([arn])}
    else:
        function = _function(event, settings, arn)
        kind = word(settings.get("type")).upper() or "TOKEN"
        uri = maker.text(_INVOKE, Function=function)
        properties |= {"Type": kind, "AuthorizerUri": uri}
    maker.make(identity, "AWS::ApiGateway::Authorizer", properties)
    return maker.value("COGNITO_USER_POOLS" if pool else "CUSTOM"), maker.ref(identity)


def _function(event: Event, settings: Value, arn: Value) -> Value:
    """The function that decides: of this service by its name, or by its address."""
    name = word(settings.get("name")) if isinstance(arn, Absent) else word(arn)
    identity = event.stack.function_id(name)
    if identity is not None:
        return event.maker.ref(identity, "Arn")
    return arn if not isinstance(arn, Absent) else settings.get("name")


def _is_pool(event: Event, arn: Value) -> bool:
    if _POOL in arn.text():
        return True
    targets = [ref.target for ref in arn.refs()]
    return any(event.stack.type_of(target) == "AWS::Cognito::UserPool" for target in targets)


def _name(arn: Value) -> str:
    text = next((ref.target for ref in arn.refs()), arn.text())
    return text.rpartition(":")[2].rpartition("/")[2] or "authorizer"
