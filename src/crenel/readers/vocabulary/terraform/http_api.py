"""Amazon API Gateway, HTTP and WebSocket APIs."""

from __future__ import annotations

from crenel.readers.vocabulary.terraform.table import TABLE, Properties
from crenel.readers.vocabulary.terraform.written import Written

_CORS = {
    "AllowOrigins": "allow_origins",
    "AllowCredentials": "allow_credentials",
    "AllowMethods": "allow_methods",
    "AllowHeaders": "allow_headers",
}
_SETTINGS = {
    "LoggingLevel": "logging_level",
    "DataTraceEnabled": "data_trace_enabled",
    "ThrottlingRateLimit": "throttling_rate_limit",
    "ThrottlingBurstLimit": "throttling_burst_limit",
}


@TABLE.becomes("AWS::ApiGatewayV2::Api", "aws_apigatewayv2_api")
def api(it: Written) -> Properties:
    """An HTTP or WebSocket API, with the routes of its OpenAPI body or its quick-create target."""
    return {
        **it.plain(
            {
                "Name": "name",
                "ProtocolType": "protocol_type",
                "DisableExecuteApiEndpoint": "disable_execute_api_endpoint",
                "Target": "target",
                "RouteKey": "route_key",
            }
        ),
        "CorsConfiguration": it.block("cors_configuration", _CORS),
        "Body": it.document("body"),
    }


@TABLE.becomes("AWS::ApiGatewayV2::Integration", "aws_apigatewayv2_integration")
def integration(it: Written) -> Properties:
    """What routes call."""
    return it.plain(
        {
            "ApiId": "api_id",
            "IntegrationUri": "integration_uri",
            "IntegrationType": "integration_type",
        }
    )


@TABLE.becomes("AWS::ApiGatewayV2::Route", "aws_apigatewayv2_route")
def route(it: Written) -> Properties:
    """A route."""
    return it.plain(
        {
            "ApiId": "api_id",
            "RouteKey": "route_key",
            "Target": "target",
            "AuthorizationType": "authorization_type",
            "AuthorizerId": "authorizer_id",
            "ApiKeyRequired": "api_key_required",
        }
    )


@TABLE.becomes("AWS::ApiGatewayV2::Stage", "aws_apigatewayv2_stage")
def stage(it: Written) -> Properties:
    """A stage; settings of single routes count where the stage has none."""
    return {
        **it.plain(
            {
                "ApiId": "api_id",
                "StageName": "name",
                "AccessLogSettings.DestinationArn": "access_log_settings.destination_arn",
                "AccessLogSettings.Format": "access_log_settings.format",
                "StageVariables": "stage_variables",
            }
        ),
        "DefaultRouteSettings": it.block("default_route_settings", _SETTINGS),
        "RouteSettings.first": it.block("route_settings", _SETTINGS),
    }


@TABLE.becomes("AWS::ApiGatewayV2::Authorizer", "aws_apigatewayv2_authorizer")
def authorizer(it: Written) -> Properties:
    """An authorizer."""
    return it.plain(
        {
            "Name": "name",
            "ApiId": "api_id",
            "AuthorizerType": "authorizer_type",
            "AuthorizerUri": "authorizer_uri",
            "AuthorizerResultTtlInSeconds": "authorizer_result_ttl_in_seconds",
            "IdentitySource": "identity_sources",
            "JwtConfiguration.Audience": "jwt_configuration.audience",
            "JwtConfiguration.Issuer": "jwt_configuration.issuer",
        }
    )


@TABLE.becomes("AWS::ApiGatewayV2::DomainName", "aws_apigatewayv2_domain_name")
def domain(it: Written) -> Properties:
    """A domain of one's own."""
    return {
        "DomainName": it["domain_name"],
        "DomainNameConfigurations": it.blocks(
            "domain_name_configuration",
            {"SecurityPolicy": "security_policy", "EndpointType": "endpoint_type"},
        ),
        "MutualTlsAuthentication.TruststoreUri": it["mutual_tls_authentication.truststore_uri"],
    }


@TABLE.becomes("AWS::ApiGatewayV2::ApiMapping", "aws_apigatewayv2_api_mapping")
def api_mapping(it: Written) -> Properties:
    """Where a path of a domain leads."""
    return it.plain({"ApiId": "api_id", "DomainName": "domain_name", "Stage": "stage"})
