"""APIs, users, workflows."""

from __future__ import annotations

from tests.parity.terraform_kinds.kind import CORS, Beside, Block, Json, Kind

KINDS: dict[str, Kind] = {
    "AWS::CloudFront::Distribution": Kind(
        "aws_cloudfront_distribution",
        "id",
        {
            "DistributionConfig.Origins": Block(
                "origin", {"Id": "origin_id", "DomainName": "domain_name"}
            )
        },
    ),
    "AWS::AppSync::ApiCache": Kind("aws_appsync_api_cache", "id", {"ApiId": "api_id"}),
    "AWS::ApiGatewayV2::Api": Kind(
        "aws_apigatewayv2_api",
        "id",
        {
            "Name": "name",
            "ProtocolType": "protocol_type",
            "RouteSelectionExpression": "route_selection_expression",
            "CorsConfiguration": Block("cors_configuration", CORS),
        },
    ),
    "AWS::ApiGatewayV2::Integration": Kind(
        "aws_apigatewayv2_integration",
        "id",
        {
            "ApiId": "api_id",
            "IntegrationType": "integration_type",
            "IntegrationUri": "integration_uri",
            "PayloadFormatVersion": "payload_format_version",
        },
    ),
    "AWS::ApiGatewayV2::Route": Kind(
        "aws_apigatewayv2_route",
        "id",
        {
            "ApiId": "api_id",
            "RouteKey": "route_key",
            "Target": "target",
            "AuthorizationType": "authorization_type",
        },
    ),
    "AWS::ApiGatewayV2::Authorizer": Kind(
        "aws_apigatewayv2_authorizer",
        "id",
        {
            "Name": "name",
            "ApiId": "api_id",
            "AuthorizerType": "authorizer_type",
            "IdentitySource": "identity_sources",
            "JwtConfiguration": Block("jwt_configuration", {"Issuer": "issuer"}),
        },
    ),
    "AWS::ApiGateway::RestApi": Kind(
        "aws_api_gateway_rest_api", "id", {"Name": "name", "Policy": Json("policy")}
    ),
    "AWS::ApiGateway::Resource": Kind(
        "aws_api_gateway_resource",
        "id",
        {"RestApiId": "rest_api_id", "ParentId": "parent_id", "PathPart": "path_part"},
    ),
    "AWS::ApiGateway::Method": Kind(
        "aws_api_gateway_method",
        "id",
        {
            "RestApiId": "rest_api_id",
            "ResourceId": "resource_id",
            "HttpMethod": "http_method",
            "AuthorizationType": "authorization",
            "ApiKeyRequired": "api_key_required",
            "Integration": Beside(
                "aws_api_gateway_integration",
                "http_method",
                {"Type": "type", "Uri": "uri"},
            ),
        },
    ),
    "AWS::ApiGateway::Stage": Kind(
        "aws_api_gateway_stage",
        "stage_name",
        {
            "RestApiId": "rest_api_id",
            "StageName": "stage_name",
            "Variables": "variables",
            "CacheClusterEnabled": "cache_cluster_enabled",
            "CacheClusterSize": "cache_cluster_size",
            "AccessLogSetting": Block(
                "access_log_settings", {"DestinationArn": "destination_arn", "Format": "format"}
            ),
            "MethodSettings": Beside(
                "aws_api_gateway_method_settings",
                "stage_name",
                {
                    "HttpMethod": "method_path",
                    "LoggingLevel": "settings.logging_level",
                    "DataTraceEnabled": "settings.data_trace_enabled",
                },
            ),
        },
    ),
    "AWS::ApiGateway::Authorizer": Kind(
        "aws_api_gateway_authorizer",
        "id",
        {
            "Name": "name",
            "RestApiId": "rest_api_id",
            "Type": "type",
            "AuthorizerUri": "authorizer_uri",
            "AuthorizerResultTtlInSeconds": "authorizer_result_ttl_in_seconds",
            "IdentitySource": "identity_source",
        },
    ),
    "AWS::ApiGateway::DomainName": Kind(
        "aws_api_gateway_domain_name",
        "id",
        {"DomainName": "domain_name", "SecurityPolicy": "security_policy"},
    ),
    "AWS::ApiGateway::BasePathMapping": Kind(
        "aws_api_gateway_base_path_mapping",
        "id",
        {"DomainName": "domain_name", "RestApiId": "api_id"},
    ),
    "AWS::AppSync::GraphQLApi": Kind(
        "aws_appsync_graphql_api",
        "id",
        {
            "Name": "name",
            "AuthenticationType": "authentication_type",
            "QueryDepthLimit": "query_depth_limit",
        },
    ),
    "AWS::Cognito::IdentityPool": Kind(
        "aws_cognito_identity_pool",
        "id",
        {"AllowUnauthenticatedIdentities": "allow_unauthenticated_identities"},
    ),
    "AWS::Cognito::UserPool": Kind(
        "aws_cognito_user_pool",
        "id",
        {
            "UserPoolName": "name",
            "MfaConfiguration": "mfa_configuration",
            "Policies": Block(
                "password_policy", {"PasswordPolicy.MinimumLength": "minimum_length"}
            ),
        },
    ),
    "AWS::Cognito::UserPoolClient": Kind(
        "aws_cognito_user_pool_client",
        "id",
        {
            "UserPoolId": "user_pool_id",
            "ClientName": "name",
            "PreventUserExistenceErrors": "prevent_user_existence_errors",
            "AllowedOAuthFlows": "allowed_oauth_flows",
        },
    ),
    "AWS::StepFunctions::StateMachine": Kind(
        "aws_sfn_state_machine",
        "arn",
        {
            "StateMachineName": "name",
            "RoleArn": "role_arn",
            "Definition": Json("definition"),
            "LoggingConfiguration": Block(
                "logging_configuration",
                {"Level": "level", "IncludeExecutionData": "include_execution_data"},
            ),
        },
    ),
}
