"""Amazon SQS."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.resource import Resource
from crenel.model.value import Absent
from crenel.readers.vocabulary.terraform.table import TABLE, Properties
from crenel.readers.vocabulary.terraform.values import unless
from crenel.readers.vocabulary.terraform.written import Written


@TABLE.expands(("AWS::SQS::Queue",), "aws_sqs_queue")
def queue(it: Written) -> Iterator[Resource]:
    """A queue, and the policy that may be written inside it."""
    yield it.made(
        "AWS::SQS::Queue",
        {
            "QueueName": it["name"],
            "SqsManagedSseEnabled": it["sqs_managed_sse_enabled"],
            "KmsMasterKeyId": unless(it["kms_master_key_id"], ""),
            "RedrivePolicy": it.document("redrive_policy"),
            "VisibilityTimeout": it["visibility_timeout_seconds"],
        },
    )
    if not isinstance(it["policy"], Absent):
        properties = {"Queues": it.ref(), "PolicyDocument": it.document("policy")}
        yield it.made("AWS::SQS::QueuePolicy", properties, "#policy")


@TABLE.completes("aws_sqs_queue", "queue_url", "aws_sqs_queue_redrive_policy")
def redrive(it: Written) -> Properties:
    """Where a queue's messages go that cannot be handled."""
    return {"RedrivePolicy": it.document("redrive_policy")}


@TABLE.becomes("AWS::SQS::QueuePolicy", "aws_sqs_queue_policy")
def queue_policy(it: Written) -> Properties:
    """A policy on a queue."""
    return {"Queues": it["queue_url"], "PolicyDocument": it.document("policy")}
