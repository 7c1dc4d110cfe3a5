"""What AWS does where a template says nothing. Each default has the day from which it holds.

Source: the CloudFormation resource reference and the service announcements named in ``since``.
"""

from __future__ import annotations

import msgspec

from crenel.dated import Dated, dated_by
from crenel.model.value import Scalar


class Default(msgspec.Struct, frozen=True):
    """A default: its value, and since when."""

    value: Scalar
    since: str

    @property
    def phrase(self) -> str:
        """For provenance."""
        return f"AWS default ({self.since})"


_ALWAYS = "as documented"

DEFAULTS: dict[tuple[str, str], Default] = {
    ("AWS::Lambda::Function", "Timeout"): Default(3, _ALWAYS),
    ("AWS::Lambda::Function", "MemorySize"): Default(128, _ALWAYS),
    ("AWS::Lambda::Function", "PackageType"): Default("Zip", _ALWAYS),
    ("AWS::Lambda::Function", "TracingConfig.Mode"): Default("PassThrough", _ALWAYS),
    ("AWS::Lambda::Function", "RecursiveLoop"): Default("Terminate", "since 2023-07"),
    ("AWS::Lambda::Function", "LoggingConfig.LogFormat"): Default("Text", _ALWAYS),
    ("AWS::ApiGateway::Method", "AuthorizationType"): Default("NONE", _ALWAYS),
    ("AWS::ApiGateway::Method", "ApiKeyRequired"): Default(False, _ALWAYS),
    ("AWS::ApiGateway::Authorizer", "AuthorizerResultTtlInSeconds"): Default(300, _ALWAYS),
    ("AWS::ApiGatewayV2::Route", "AuthorizationType"): Default("NONE", _ALWAYS),
    ("AWS::ApiGatewayV2::Route", "ApiKeyRequired"): Default(False, _ALWAYS),
    ("AWS::ApiGateway::DomainName", "SecurityPolicy"): Default("TLS_1_2", "edge and regional"),
    ("AWS::SQS::Queue", "SqsManagedSseEnabled"): Default(True, "since 2022-10"),
    ("AWS::SQS::Queue", "VisibilityTimeout"): Default(30, _ALWAYS),
    ("AWS::DynamoDB::Table", "DeletionProtectionEnabled"): Default(False, _ALWAYS),
    ("AWS::DynamoDB::Table", "BillingMode"): Default("PROVISIONED", _ALWAYS),
    ("AWS::DMS::ReplicationInstance", "PubliclyAccessible"): Default(True, _ALWAYS),
    ("AWS::Redshift::Cluster", "PubliclyAccessible"): Default(False, "since 2025-01"),
    ("AWS::RedshiftServerless::Workgroup", "PubliclyAccessible"): Default(False, _ALWAYS),
    ("AWS::KMS::Key", "EnableKeyRotation"): Default(False, _ALWAYS),
    ("AWS::KMS::Key", "KeySpec"): Default("SYMMETRIC_DEFAULT", _ALWAYS),
    ("AWS::KMS::Key", "KeyUsage"): Default("ENCRYPT_DECRYPT", _ALWAYS),
    ("AWS::KMS::Key", "Origin"): Default("AWS_KMS", _ALWAYS),
    ("AWS::Cognito::UserPool", "MfaConfiguration"): Default("OFF", _ALWAYS),
    ("AWS::Cognito::UserPool", "Policies.PasswordPolicy.MinimumLength"): Default(8, _ALWAYS),
    ("AWS::Cognito::UserPoolClient", "PreventUserExistenceErrors"): Default(
        "LEGACY", "API default"
    ),
    ("AWS::Cognito::UserPoolClient", "EnableTokenRevocation"): Default(True, "since 2021-06"),
    ("AWS::AppSync::GraphQLApi", "IntrospectionConfig"): Default("ENABLED", _ALWAYS),
    ("AWS::AppSync::GraphQLApi", "QueryDepthLimit"): Default(0, _ALWAYS),
    ("AWS::AppSync::GraphQLApi", "Visibility"): Default("GLOBAL", _ALWAYS),
    ("AWS::ECR::Repository", "ImageTagMutability"): Default("MUTABLE", _ALWAYS),
    ("AWS::ECR::Repository", "ImageScanningConfiguration.ScanOnPush"): Default(False, _ALWAYS),
    ("AWS::IAM::AccessKey", "Status"): Default("Active", _ALWAYS),
    ("AWS::StepFunctions::StateMachine", "StateMachineType"): Default("STANDARD", _ALWAYS),
    ("AWS::StepFunctions::StateMachine", "LoggingConfiguration.Level"): Default("OFF", _ALWAYS),
    ("AWS::CloudWatch::Alarm", "ActionsEnabled"): Default(True, _ALWAYS),
}


def dated() -> Dated:
    """Where this is from, and of which day."""
    return dated_by(
        "what AWS does where a template says nothing",
        "CloudFormation resource reference; service announcements named in the rows",
        "2026-11-24",
        __file__,
    )
