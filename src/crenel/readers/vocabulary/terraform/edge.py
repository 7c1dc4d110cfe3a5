"""AppSync, Cognito, WAF, CloudFront, load balancers, IoT rules, SES."""

from __future__ import annotations

from crenel.model.value import Map, Value, mapping, sequence
from crenel.readers.vocabulary.terraform.table import TABLE, Properties
from crenel.readers.vocabulary.terraform.values import nested, per_case
from crenel.readers.vocabulary.terraform.written import Written


@TABLE.becomes("AWS::AppSync::GraphQLApi", "aws_appsync_graphql_api")
def graph_api(it: Written) -> Properties:
    """A GraphQL API."""
    return {
        **it.plain(
            {
                "Name": "name",
                "AuthenticationType": "authentication_type",
                "IntrospectionConfig": "introspection_config",
                "QueryDepthLimit": "query_depth_limit",
                "Visibility": "visibility",
                "LogConfig.FieldLogLevel": "log_config.field_log_level",
                "XrayEnabled": "xray_enabled",
            }
        ),
        "AdditionalAuthenticationProviders": it.blocks(
            "additional_authentication_provider", {"AuthenticationType": "authentication_type"}
        ),
    }


TABLE.lead("aws_appsync_api_key", "key", attribute="ApiKey")


@TABLE.becomes("AWS::AppSync::DataSource", "aws_appsync_datasource")
def data_source(it: Written) -> Properties:
    """What answers a GraphQL API."""
    return it.plain(
        {
            "ApiId": "api_id",
            "Name": "name",
            "LambdaConfig.LambdaFunctionArn": "lambda_config.function_arn",
        }
    )


@TABLE.becomes("AWS::AppSync::ApiCache", "aws_appsync_api_cache")
def api_cache(it: Written) -> Properties:
    """A cache of a GraphQL API."""
    return it.plain(
        {
            "ApiId": "api_id",
            "AtRestEncryptionEnabled": "at_rest_encryption_enabled",
            "TransitEncryptionEnabled": "transit_encryption_enabled",
        }
    )


_TRIGGERS = {
    "CreateAuthChallenge": "create_auth_challenge",
    "CustomMessage": "custom_message",
    "DefineAuthChallenge": "define_auth_challenge",
    "PostAuthentication": "post_authentication",
    "PostConfirmation": "post_confirmation",
    "PreAuthentication": "pre_authentication",
    "PreSignUp": "pre_sign_up",
    "PreTokenGeneration": "pre_token_generation",
    "PreTokenGenerationConfig.LambdaArn": "pre_token_generation_config.lambda_arn",
    "UserMigration": "user_migration",
    "VerifyAuthChallengeResponse": "verify_auth_challenge_response",
    "CustomEmailSender.LambdaArn": "custom_email_sender.lambda_arn",
    "CustomSMSSender.LambdaArn": "custom_sms_sender.lambda_arn",
}


@TABLE.becomes("AWS::Cognito::UserPool", "aws_cognito_user_pool")
def user_pool(it: Written) -> Properties:
    """A user pool, and the functions that it calls."""
    sign_up = "admin_create_user_config.allow_admin_create_user_only"
    return {
        "UserPoolName": it["name"],
        "MfaConfiguration": it["mfa_configuration"],
        "Policies.PasswordPolicy.MinimumLength": it["password_policy.minimum_length"],
        "AdminCreateUserConfig.AllowAdminCreateUserOnly": it[sign_up],
        "UserPoolAddOns.AdvancedSecurityMode": it["user_pool_add_ons.advanced_security_mode"],
        "LambdaConfig": it.block("lambda_config", _TRIGGERS),
    }


@TABLE.becomes("AWS::Cognito::UserPoolClient", "aws_cognito_user_pool_client")
def user_pool_client(it: Written) -> Properties:
    """An application that signs users in."""
    return it.plain(
        {
            "UserPoolId": "user_pool_id",
            "AllowedOAuthFlows": "allowed_oauth_flows",
            "CallbackURLs": "callback_urls",
            "GenerateSecret": "generate_secret",
            "PreventUserExistenceErrors": "prevent_user_existence_errors",
            "EnableTokenRevocation": "enable_token_revocation",
        }
    )


TABLE.lead("aws_cognito_user_pool_client", "client_secret", attribute="ClientSecret")


@TABLE.becomes("AWS::Cognito::IdentityPool", "aws_cognito_identity_pool")
def identity_pool(it: Written) -> Properties:
    """An identity pool."""
    return it.plain({"AllowUnauthenticatedIdentities": "allow_unauthenticated_identities"})


@TABLE.becomes("AWS::WAFv2::WebACLAssociation", "aws_wafv2_web_acl_association")
@TABLE.becomes("AWS::WAFRegional::WebACLAssociation", "aws_wafregional_web_acl_association")
def firewall(it: Written) -> Properties:
    """A web application firewall in front of something."""
    return it.plain({"ResourceArn": "resource_arn"})


@TABLE.becomes("AWS::CloudFront::Distribution", "aws_cloudfront_distribution")
def distribution(it: Written) -> Properties:
    """What a distribution fetches from."""
    return {"DistributionConfig.Origins": it.blocks("origin", {"DomainName": "domain_name"})}


@TABLE.becomes(
    "AWS::ElasticLoadBalancingV2::TargetGroup", "aws_lb_target_group", "aws_alb_target_group"
)
def target_group(it: Written) -> Properties:
    """Functions behind a load balancer."""
    return it.plain({"TargetType": "target_type"})


@TABLE.completes(
    ("aws_lb_target_group", "aws_alb_target_group"),
    "target_group_arn",
    "aws_lb_target_group_attachment",
    "aws_alb_target_group_attachment",
)
def target_attachment(it: Written) -> Properties:
    """One of them."""
    span = it.resource.properties.span
    return {"Targets": sequence([mapping({"Id": it["target_id"]}, span)], span)}


@TABLE.becomes("AWS::IoT::TopicRule", "aws_iot_topic_rule")
def topic_rule(it: Written) -> Properties:
    """Functions that an IoT rule calls."""
    return {"TopicRulePayload.Actions": _actions(it, "lambda", "Lambda.FunctionArn")}


@TABLE.becomes("AWS::SES::ReceiptRule", "aws_ses_receipt_rule")
def receipt_rule(it: Written) -> Properties:
    """Functions that incoming mail calls."""
    return {"Rule.Actions": _actions(it, "lambda_action", "LambdaAction.FunctionArn")}


def _actions(it: Written, blocks: str, path: str) -> Value:
    return it.each(
        blocks,
        lambda block: per_case(
            block,
            lambda case: (
                nested({path: case.get("function_arn")}, case.span)
                if isinstance(case, Map)
                else case
            ),
        ),
    )
