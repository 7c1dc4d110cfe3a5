"""``terraform-aws-modules/apigateway-v2/aws``: an API, its routes, stage, authorizers, domain."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.resource import Resource
from crenel.model.value import Absent, Known, Map, Value, known, sequence
from crenel.readers.vocabulary.terraform.modules.call import inside, off, things
from crenel.readers.vocabulary.terraform.table import TABLE
from crenel.readers.vocabulary.terraform.values import renamed
from crenel.readers.vocabulary.terraform.written import Written

_MODULE = "module:terraform-aws-modules/apigateway-v2/aws"
_CORS = {
    "AllowOrigins": "allow_origins",
    "AllowCredentials": "allow_credentials",
    "AllowMethods": "allow_methods",
    "AllowHeaders": "allow_headers",
}


@TABLE.expands((), _MODULE)
def api(it: Written) -> Iterator[Resource]:
    """Everything that the module makes; before version 5 routes are ``integrations``."""
    if off(it, "create"):
        return
    cors = it["cors_configuration"]
    empty = isinstance(cors, Map) and not cors.content
    names = {
        "Name": "name",
        "DisableExecuteApiEndpoint": "disable_execute_api_endpoint",
        "Target": "target",
        "RouteKey": "route_key",
    }
    yield it.made(
        "AWS::ApiGatewayV2::Api",
        {
            **it.plain(names),
            "ProtocolType": it["protocol_type"].or_default("HTTP", "default of the module"),
            "CorsConfiguration": Absent() if empty else renamed(cors, _CORS),
            "Body": it.document("body"),
        },
    )
    yield from _routes(it)
    yield from _authorizers(it)
    if not off(it, "create_stage"):
        yield _stage(it)
    yield from _domain(it)


def _routes(it: Written) -> Iterator[Resource]:
    for path in ("routes", "integrations"):
        for key, one in things(it, path):
            yield it.made("AWS::ApiGatewayV2::Route", _route(it, key, one), f"#{key}")


def _route(it: Written, key: str, one: Value) -> dict[str, Value]:
    called = inside(
        one, "integration.uri", "integration.integration_uri", "lambda_arn", "integration_uri"
    )
    named = one.get("authorizer_key")
    authorizer = it.ref(f"#authorizer {named.text()}") if isinstance(named, Known) else named
    return {
        "ApiId": it.ref(),
        "RouteKey": known(key, one.span or it.resource.origin.span),
        "Target": called,
        "AuthorizationType": one.get("authorization_type"),
        "AuthorizerId": one.get("authorizer_id").or_else(authorizer),
        "ApiKeyRequired": one.get("api_key_required"),
    }


def _authorizers(it: Written) -> Iterator[Resource]:
    for name, one in things(it, "authorizers"):
        properties = {
            "ApiId": it.ref(),
            "Name": one.get("name").or_else(known(name, one.span)),
            "AuthorizerType": one.get("authorizer_type").or_default(
                "REQUEST", "default of the module"
            ),
            "AuthorizerUri": one.get("authorizer_uri"),
            "AuthorizerResultTtlInSeconds": one.get("authorizer_result_ttl_in_seconds"),
            "IdentitySource": one.get("identity_sources"),
            "JwtConfiguration.Audience": inside(one, "jwt_configuration.audience", "audience"),
            "JwtConfiguration.Issuer": inside(one, "jwt_configuration.issuer", "issuer"),
        }
        yield it.made("AWS::ApiGatewayV2::Authorizer", properties, f"#authorizer {name}")


def _stage(it: Written) -> Resource:
    settings = "stage_default_route_settings"
    return it.made(
        "AWS::ApiGatewayV2::Stage",
        {
            "ApiId": it.ref(),
            "StageName": it["stage_name"].or_default("$default", "default of the module"),
            "AccessLogSettings.DestinationArn": it["stage_access_log_settings.destination_arn"],
            "AccessLogSettings.Format": it["stage_access_log_settings.format"],
            "DefaultRouteSettings.LoggingLevel": it[f"{settings}.logging_level"],
            "DefaultRouteSettings.DataTraceEnabled": it[f"{settings}.data_trace_enabled"],
            "DefaultRouteSettings.ThrottlingRateLimit": it[f"{settings}.throttling_rate_limit"],
            "DefaultRouteSettings.ThrottlingBurstLimit": it[f"{settings}.throttling_burst_limit"],
            "StageVariables": it["stage_variables"],
        },
        "#stage",
    )


def _domain(it: Written) -> Iterator[Resource]:
    """A domain; the module sets its security policy to TLS 1.2 itself."""
    if off(it, "create_domain_name") or isinstance(it["domain_name"], Absent):
        return
    settings = {
        "DomainName": it["domain_name"],
        "DomainNameConfigurations": sequence([]),
        "MutualTlsAuthentication.TruststoreUri": it["mutual_tls_authentication.truststore_uri"],
    }
    yield it.made("AWS::ApiGatewayV2::DomainName", settings, "#domain")
    mapped = {"ApiId": it.ref(), "DomainName": it.ref("#domain")}
    yield it.made("AWS::ApiGatewayV2::ApiMapping", mapped, "#mapping")
