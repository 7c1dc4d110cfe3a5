"""What data sources are known to give: pseudo-parameters, secrets, what only an account tells.

A data source that merely computes (a policy document, an archive) is referred to as a resource is.
"""

from __future__ import annotations

from crenel.model.source import Span
from crenel.model.value import Ref, Unknown, UnknownKind, Value
from crenel.readers.terraform.evaluation.values import OpenMap

_COMPUTED = frozenset(
    {
        "data.aws_iam_policy",
        "data.aws_iam_policy_document",
        "data.archive_file",
        "data.null_data_source",
        "data.local_file",
    }
)
_PSEUDO = {
    "data.aws_caller_identity": {"account_id": "AWS::AccountId", "id": "AWS::AccountId"},
    "data.aws_region": {
        "name": "AWS::Region",
        "id": "AWS::Region",
        "region": "AWS::Region",
    },
    "data.aws_partition": {
        "partition": "AWS::Partition",
        "id": "AWS::Partition",
        "dns_suffix": "AWS::URLSuffix",
    },
}
_KINDS = {
    "data.aws_ssm_parameter": UnknownKind.SSM,
    "data.aws_ssm_parameters_by_path": UnknownKind.SSM,
    "data.aws_secretsmanager_secret_version": UnknownKind.SECRET,
    "data.aws_secretsmanager_random_password": UnknownKind.SECRET,
    "data.aws_kms_secrets": UnknownKind.SECRET,
    "data.vault_generic_secret": UnknownKind.SECRET,
    "data.vault_kv_secret_v2": UnknownKind.SECRET,
    "data.terraform_remote_state": UnknownKind.STACK_EXPORT,
    "data.tfe_outputs": UnknownKind.STACK_EXPORT,
    "data.aws_cloudformation_export": UnknownKind.STACK_EXPORT,
    "data.aws_cloudformation_stack": UnknownKind.STACK_EXPORT,
    "data.external": UnknownKind.EXTERNAL,
    "data.http": UnknownKind.EXTERNAL,
}

IDENTIFIED = {
    "data.aws_cloudwatch_event_bus": "name",
    "data.aws_dynamodb_table": "name",
    "data.aws_ecr_repository": "name",
    "data.aws_iam_role": "name",
    "data.aws_kms_key": "key_id",
    "data.aws_lambda_alias": "function_name",
    "data.aws_lambda_function": "function_name",
    "data.aws_s3_bucket": "bucket",
    "data.aws_secretsmanager_secret": "arn",
    "data.aws_sns_topic": "name",
    "data.aws_sqs_queue": "name",
}
"""Data sources that look up one thing, each with the argument that says which.

Where that is a reference to a resource of the configuration, they mean that resource.
"""


def meant(value: Value, span: Span) -> Value | None:
    """The resource that the identifying argument of a data source refers to; None for none."""
    return Ref(target=value.target, span=span) if isinstance(value, Ref) else None


def seen(kind: str, address: str, span: Span) -> Value:
    """What a reference to a resource, or to a data source, means."""
    if kind.startswith("ephemeral."):
        return Unknown(kind=UnknownKind.SECRET, name=address, span=span)
    if not kind.startswith("data.") or kind in _COMPUTED:
        return Ref(target=address, span=span)
    unknown = Unknown(kind=_KINDS.get(kind, UnknownKind.DATA_SOURCE), name=address, span=span)
    pseudo = _PSEUDO.get(kind)
    if pseudo is None:
        return unknown
    content: dict[str, Value] = {
        attribute: Unknown(kind=UnknownKind.PSEUDO, name=name, span=span)
        for attribute, name in pseudo.items()
    }
    return OpenMap(content=content, each=unknown, because=unknown, span=span)
