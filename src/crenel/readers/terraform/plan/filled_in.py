"""Arguments that the provider fills in during the deployment where nobody set them.

A plan says of them what it says of all that it cannot know: "known after apply". Where its
configuration sets none, they are what they are in a configuration alone: absent, so that the
provider's default counts. Blocks that are often made one by one (``ingress``) are not here: a plan
does not tell a block that is absent from one whose number is known later (``dynamic``).

Source: plans of public repositories, made with Terraform 0.12 to 1.14 (format 0.1 to 1.2).
"""

from __future__ import annotations

FILLED_IN: dict[str, frozenset[str]] = {
    "aws_api_gateway_rest_api": frozenset(
        {"disable_execute_api_endpoint", "endpoint_configuration", "policy"}
    ),
    "aws_db_instance": frozenset({"backup_retention_period", "kms_key_id", "multi_az"}),
    "aws_dynamodb_table": frozenset(
        {"point_in_time_recovery", "server_side_encryption", "stream_view_type", "ttl"}
    ),
    "aws_iam_role": frozenset({"inline_policy", "managed_policy_arns"}),
    "aws_kms_key": frozenset({"key_usage", "multi_region", "policy"}),
    "aws_lambda_function": frozenset({"architectures", "ephemeral_storage", "tracing_config"}),
    "aws_s3_bucket": frozenset(
        {
            "acl",
            "cors_rule",
            "grant",
            "lifecycle_rule",
            "logging",
            "object_lock_configuration",
            "policy",
            "replication_configuration",
            "server_side_encryption_configuration",
            "versioning",
            "website",
        }
    ),
    "aws_secretsmanager_secret": frozenset(
        {"policy", "replica", "rotation_enabled", "rotation_lambda_arn", "rotation_rules"}
    ),
    "aws_sns_topic": frozenset({"policy"}),
    "aws_sqs_queue": frozenset({"kms_data_key_reuse_period_seconds", "policy"}),
}
"""By type."""
