"""``terraform-aws-modules/sqs/aws``: a queue, its policy, and the dead-letter queue it may have."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.provenance import How, Step
from crenel.model.resource import Resource
from crenel.model.value import Absent, Known, Value, known, mapping
from crenel.readers.vocabulary.terraform.modules.call import off, on, policy_statements
from crenel.readers.vocabulary.terraform.table import TABLE
from crenel.readers.vocabulary.terraform.written import Written

_MODULE = "module:terraform-aws-modules/sqs/aws"
_LETTERS = "dead_letter_queue"

TABLE.lead(_MODULE, *(f"{_LETTERS}_{name}" for name in ("arn", "id", "url", "name")), suffix="#dlq")


@TABLE.expands((), _MODULE)
def queue(it: Written) -> Iterator[Resource]:
    """The queue; ``create_dlq`` makes another one that its failures go to."""
    if off(it, "create"):
        return
    letters = on(it, "create_dlq")
    yield it.made(
        "AWS::SQS::Queue",
        {
            "QueueName": it["name"],
            "SqsManagedSseEnabled": it["sqs_managed_sse_enabled"],
            "KmsMasterKeyId": it["kms_master_key_id"],
            "VisibilityTimeout": it["visibility_timeout_seconds"],
            "RedrivePolicy": _redrive(it) if letters else it.document("redrive_policy"),
        },
    )
    if letters:
        yield it.made("AWS::SQS::Queue", _letters(it), "#dlq")
    statements = policy_statements(it, "queue_policy_statements")
    if on(it, "create_queue_policy") and not isinstance(statements, Absent):
        policy = {"Queues": it.ref(), "PolicyDocument.Statement": statements}
        yield it.made("AWS::SQS::QueuePolicy", policy, "#policy")


def _redrive(it: Written) -> Value:
    """The module points the queue at its dead-letter queue."""
    return mapping({"deadLetterTargetArn": it.ref("#dlq")}, it.resource.origin.span)


def _letters(it: Written) -> dict[str, Value]:
    name = it["name"]
    step = Step(How.EXPANSION, "the dead-letter queue of the module", it.resource.origin.span)
    own = known(f"{name.text()}-dlq", name.span, step) if isinstance(name, Known) else name
    return {
        "QueueName": it["dlq_name"].or_else(own),
        "SqsManagedSseEnabled": it["dlq_sqs_managed_sse_enabled"].or_else(
            it["sqs_managed_sse_enabled"]
        ),
        "KmsMasterKeyId": it["dlq_kms_master_key_id"].or_else(it["kms_master_key_id"]),
        "VisibilityTimeout": it["dlq_visibility_timeout_seconds"].or_else(
            it["visibility_timeout_seconds"]
        ),
    }
