"""Where data lie, and what guards them."""

from __future__ import annotations

from tests.parity.terraform_kinds.kind import Beside, Block, Json, Kind

KINDS: dict[str, Kind] = {
    "AWS::DynamoDB::Table": Kind(
        "aws_dynamodb_table",
        "name",
        {
            "TableName": "name",
            "BillingMode": "billing_mode",
            "DeletionProtectionEnabled": "deletion_protection_enabled",
            "ResourcePolicy": Beside(
                "aws_dynamodb_resource_policy", "resource_arn", {"PolicyDocument": Json("policy")}
            ),
            "PointInTimeRecoverySpecification": Block(
                "point_in_time_recovery", {"PointInTimeRecoveryEnabled": "enabled"}
            ),
        },
    ),
    "AWS::S3::Bucket": Kind(
        "aws_s3_bucket",
        "id",
        {
            "BucketName": "bucket",
            "NotificationConfiguration.LambdaConfigurations": Beside(
                "aws_s3_bucket_notification",
                "bucket",
                {
                    "Function": "lambda_function.lambda_function_arn",
                    "Event": "lambda_function.events[]",
                },
            ),
            "PublicAccessBlockConfiguration": Beside(
                "aws_s3_bucket_public_access_block",
                "bucket",
                {
                    "BlockPublicAcls": "block_public_acls",
                    "BlockPublicPolicy": "block_public_policy",
                    "IgnorePublicAcls": "ignore_public_acls",
                    "RestrictPublicBuckets": "restrict_public_buckets",
                },
            ),
        },
    ),
    "AWS::S3::BucketPolicy": Kind(
        "aws_s3_bucket_policy", "id", {"Bucket": "bucket", "PolicyDocument": Json("policy")}
    ),
    "AWS::KMS::Key": Kind(
        "aws_kms_key",
        "id",
        {"EnableKeyRotation": "enable_key_rotation", "KeyPolicy": Json("policy")},
    ),
    "AWS::EFS::FileSystem": Kind("aws_efs_file_system", "id", {"Encrypted": "encrypted"}),
    "AWS::EFS::AccessPoint": Kind(
        "aws_efs_access_point",
        "id",
        {
            "FileSystemId": "file_system_id",
            "PosixUser": Block("posix_user", {"Uid": "uid", "Gid": "gid"}),
        },
    ),
    "AWS::DAX::Cluster": Kind("aws_dax_cluster", "id", {}),
    "AWS::RDS::DBInstance": Kind(
        "aws_db_instance",
        "id",
        {"PubliclyAccessible": "publicly_accessible", "StorageEncrypted": "storage_encrypted"},
    ),
    "AWS::SecretsManager::Secret": Kind(
        "aws_secretsmanager_secret",
        "id",
        {
            "Name": "name",
            "SecretString": Beside(
                "aws_secretsmanager_secret_version", "secret_id", {"": "secret_string"}
            ),
        },
    ),
    "AWS::SecretsManager::ResourcePolicy": Kind(
        "aws_secretsmanager_secret_policy",
        "id",
        {"SecretId": "secret_arn", "ResourcePolicy": Json("policy")},
    ),
    "AWS::SSM::Parameter": Kind(
        "aws_ssm_parameter", "name", {"Name": "name", "Type": "type", "Value": "value"}
    ),
    "AWS::CloudWatch::Alarm": Kind(
        "aws_cloudwatch_metric_alarm",
        "id",
        {
            "AlarmName": "alarm_name",
            "MetricName": "metric_name",
            "Namespace": "namespace",
            "ComparisonOperator": "comparison_operator",
            "EvaluationPeriods": "evaluation_periods",
            "Period": "period",
            "Statistic": "statistic",
            "Threshold": "threshold",
        },
    ),
    "AWS::Serverless::Application": Kind(
        "aws_serverlessapplicationrepository_cloudformation_stack",
        "id",
        {"Location.ApplicationId": "application_id"},
    ),
}
