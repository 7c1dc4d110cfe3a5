"""``terraform-aws-modules/dynamodb-table/aws``: a table and its policy."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.resource import Resource
from crenel.model.value import mapping
from crenel.readers.vocabulary.terraform.modules.call import off, on
from crenel.readers.vocabulary.terraform.table import TABLE
from crenel.readers.vocabulary.terraform.written import Written

_MODULE = "module:terraform-aws-modules/dynamodb-table/aws"


@TABLE.expands((), _MODULE)
def table(it: Written) -> Iterator[Resource]:
    """The table; the module bills by request unless told otherwise."""
    if off(it, "create_table"):
        return
    properties = it.plain(
        {
            "TableName": "name",
            "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled": (
                "point_in_time_recovery_enabled"
            ),
            "DeletionProtectionEnabled": "deletion_protection_enabled",
            "SSESpecification.KMSMasterKeyId": "server_side_encryption_kms_key_arn",
        }
    )
    billing = it["billing_mode"].or_default("PAY_PER_REQUEST", "default of the module")
    stream = {"StreamViewType": it["stream_view_type"]}
    if on(it, "stream_enabled"):
        properties["StreamSpecification"] = mapping(stream, it.resource.origin.span)
    document = {"ResourcePolicy.PolicyDocument": it.document("resource_policy")}
    yield it.made("AWS::DynamoDB::Table", {**properties, **document, "BillingMode": billing})
