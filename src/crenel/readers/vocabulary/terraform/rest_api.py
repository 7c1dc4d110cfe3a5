"""Amazon API Gateway, REST APIs."""

from __future__ import annotations

from collections.abc import Mapping

from crenel.model.value import Absent, Value, known, mapping, sequence, where
from crenel.readers.vocabulary.terraform.table import TABLE, Properties
from crenel.readers.vocabulary.terraform.values import nested
from crenel.readers.vocabulary.terraform.written import Written

_METHOD = "AWS::ApiGateway::Method"


@TABLE.becomes("AWS::ApiGateway::RestApi", "aws_api_gateway_rest_api")
def rest_api(it: Written) -> Properties:
    """A REST API, with the routes of its OpenAPI body."""
    return {
        "Name": it["name"],
        "EndpointConfiguration.Types": it["endpoint_configuration.types"],
        "DisableExecuteApiEndpoint": it["disable_execute_api_endpoint"],
        "Policy": it.document("policy"),
        "Body": it.document("body"),
    }


@TABLE.completes("aws_api_gateway_rest_api", "rest_api_id", "aws_api_gateway_rest_api_policy")
def rest_api_policy(it: Written) -> Properties:
    """A policy of an API."""
    return {"Policy": it.document("policy")}


@TABLE.becomes("AWS::ApiGateway::Resource", "aws_api_gateway_resource")
def resource(it: Written) -> Properties:
    """A part of a path."""
    return it.plain({"PathPart": "path_part", "ParentId": "parent_id", "RestApiId": "rest_api_id"})


@TABLE.becomes(_METHOD, "aws_api_gateway_method")
def method(it: Written) -> Properties:
    """A method, with what it calls and the CORS headers that it answers with."""
    return {
        **it.plain(
            {
                "RestApiId": "rest_api_id",
                "ResourceId": "resource_id",
                "HttpMethod": "http_method",
                "AuthorizationType": "authorization",
                "AuthorizerId": "authorizer_id",
                "ApiKeyRequired": "api_key_required",
                "RequestValidatorId": "request_validator_id",
            }
        ),
        **_integration(it),
        "Integration.IntegrationResponses": _responses(it),
    }


def _integration(it: Written) -> Mapping[str, Value]:
    """The integration of the same method of the same path."""
    for one in it.place.of_type("aws_api_gateway_integration"):
        if _same_method(it, one):
            guard = one.resource.guard
            return {
                "Integration.Uri": where(guard, one["uri"]),
                "Integration.Type": where(guard, one["type"]),
            }
    return {}


def _responses(it: Written) -> Value:
    made = [
        where(one.resource.guard, mapping({"ResponseParameters": one["response_parameters"]}))
        for one in it.place.of_type("aws_api_gateway_integration_response")
        if _same_method(it, one)
    ]
    return sequence(made) if made else Absent()


def _same_method(it: Written, other: Written) -> bool:
    """Is it of the same method: named through it, or by the same path and verb?"""
    own = it.resource.id
    verb = other["http_method"]
    if any(ref.target == own for ref in verb.refs()):
        return True
    same_verb = verb.text() == it["http_method"].text()
    return same_verb and other["resource_id"].text() == it["resource_id"].text()


@TABLE.becomes("AWS::ApiGateway::Stage", "aws_api_gateway_stage")
def stage(it: Written) -> Properties:
    """A stage."""
    return it.plain(
        {
            "StageName": "stage_name",
            "RestApiId": "rest_api_id",
            "AccessLogSetting.DestinationArn": "access_log_settings.destination_arn",
            "AccessLogSetting.Format": "access_log_settings.format",
            "TracingEnabled": "xray_tracing_enabled",
            "CacheClusterEnabled": "cache_cluster_enabled",
            "Variables": "variables",
        }
    )


_SETTINGS = {
    "LoggingLevel": "logging_level",
    "DataTraceEnabled": "data_trace_enabled",
    "ThrottlingRateLimit": "throttling_rate_limit",
    "ThrottlingBurstLimit": "throttling_burst_limit",
    "CacheDataEncrypted": "cache_data_encrypted",
}


@TABLE.completes("aws_api_gateway_stage", "stage_name", "aws_api_gateway_method_settings")
def method_settings(it: Written) -> Properties:
    """Settings of all methods of a stage (``*/*``), or of one."""
    path = it["method_path"]
    verb = path.text().rpartition("/")[2]
    settings = {name: it[f"settings.{argument}"] for name, argument in _SETTINGS.items()}
    content = {"HttpMethod": known(verb, path.span, path.via), **settings}
    span = it.resource.properties.span
    return {"MethodSettings": sequence([nested(content, span)], span)}


@TABLE.becomes("AWS::ApiGateway::Deployment", "aws_api_gateway_deployment")
def deployment(it: Written) -> Properties:
    """A deployment; older providers make a stage where it names one."""
    return {
        "StageName": it["stage_name"],
        "RestApiId": it["rest_api_id"],
        "StageDescription.Variables": it["variables"],
    }


@TABLE.becomes("AWS::ApiGateway::UsagePlan", "aws_api_gateway_usage_plan")
def usage_plan(it: Written) -> Properties:
    """A usage plan."""
    return {
        "ApiStages": it.blocks("api_stages", {"ApiId": "api_id", "Stage": "stage"}),
        "Throttle": it.block(
            "throttle_settings", {"BurstLimit": "burst_limit", "RateLimit": "rate_limit"}
        ),
        "Quota": it.block("quota_settings", {"Limit": "limit", "Period": "period"}),
    }


@TABLE.becomes("AWS::ApiGateway::Authorizer", "aws_api_gateway_authorizer")
def authorizer(it: Written) -> Properties:
    """An authorizer; one that says no type takes a token."""
    return {
        "Name": it["name"],
        "RestApiId": it["rest_api_id"],
        "Type": it["type"].or_default("TOKEN", "default of the provider"),
        "AuthorizerUri": it["authorizer_uri"],
        "AuthorizerResultTtlInSeconds": it["authorizer_result_ttl_in_seconds"],
        "IdentitySource": it["identity_source"].or_default(
            "method.request.header.Authorization", "default of the provider"
        ),
        "ProviderARNs": it["provider_arns"],
    }


@TABLE.becomes("AWS::ApiGateway::DomainName", "aws_api_gateway_domain_name")
def domain(it: Written) -> Properties:
    """A domain of one's own."""
    return it.plain(
        {
            "DomainName": "domain_name",
            "SecurityPolicy": "security_policy",
            "MutualTlsAuthentication.TruststoreUri": "mutual_tls_authentication.truststore_uri",
        }
    )


@TABLE.becomes("AWS::ApiGateway::BasePathMapping", "aws_api_gateway_base_path_mapping")
def base_path(it: Written) -> Properties:
    """Where a path of a domain leads."""
    return it.plain({"DomainName": "domain_name", "RestApiId": "api_id", "Stage": "stage_name"})


@TABLE.becomes("AWS::ApiGateway::RequestValidator", "aws_api_gateway_request_validator")
def validator(it: Written) -> Properties:
    """A request validator."""
    return it.plain(
        {
            "Name": "name",
            "ValidateRequestBody": "validate_request_body",
            "ValidateRequestParameters": "validate_request_parameters",
        }
    )
