"""What the platform does as the function's role: logs, traces, networks, event sources.

These come from the template, not from code. Source: AWS Lambda Developer Guide, "Execution role"
and the page of each event source.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crenel.analysis.permissions.names import Names, kind_of
from crenel.analysis.permissions.needs import LOGS as WHY_LOGS
from crenel.analysis.permissions.needs import TRACES as WHY_TRACES
from crenel.analysis.permissions.needs import Confidence, Need
from crenel.model.entities import (
    Bucket,
    Bus,
    Entity,
    EntryKind,
    Function,
    Key,
    Queue,
    Topic,
)
from crenel.model.value import Absent, Value

if TYPE_CHECKING:
    from crenel.analysis.knowledge import Knowledge
    from crenel.model.entities import EntryPoint

LOGS = ("logs:CreateLogStream", "logs:PutLogEvents")
_LOG_COMPANIONS = ("logs:CreateLogGroup", "logs:TagResource")
"""Whoever makes a log group with tags needs both; the Serverless Framework grants both to the role
that it makes. Source: Amazon CloudWatch Logs API Reference, "CreateLogGroup"."""
TRACES = ("xray:PutTraceSegments", "xray:PutTelemetryRecords")
_TRACE_COMPANIONS = (
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
    "xray:GetSamplingStatisticSummaries",
)
NETWORK = (
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
)
_NETWORK_COMPANIONS = (
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeVpcs",
    "ec2:GetSecurityGroupsForVpc",
)
_QUEUE = ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")
_KINESIS = ("kinesis:GetRecords", "kinesis:GetShardIterator")
_KINESIS_COMPANIONS = (
    "kinesis:DescribeStream",
    "kinesis:DescribeStreamSummary",
    "kinesis:ListShards",
    "kinesis:ListStreams",
    "kinesis:SubscribeToShard",
)
_TABLE_STREAM = (
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
)
_POLLING = {
    EntryKind.BROKER: ("mq:DescribeBroker", "secretsmanager:GetSecretValue"),
    EntryKind.KAFKA: ("kafka:*", "kafka-cluster:*", "secretsmanager:GetSecretValue", "kms:Decrypt"),
    EntryKind.STREAM: (
        "rds:DescribeDBClusters",
        "rds:DescribeDBClusterParameters",
        "rds:DescribeDBSubnetGroups",
        "secretsmanager:GetSecretValue",
        "kms:Decrypt",
    ),
}
"""What pollers of brokers, Kafka and DocumentDB may ask for, by how they sign in. Source: AWS
Lambda Developer Guide, "Using Lambda with Amazon MQ", "... Amazon MSK", "... DocumentDB"."""
_DESTINATIONS: dict[type[Entity], str] = {
    Queue: "sqs:SendMessage",
    Topic: "sns:Publish",
    Bus: "events:PutEvents",
    Function: "lambda:InvokeFunction",
    Bucket: "s3:PutObject",
}


TRACING = (
    *("aws_xray_sdk", "aws-xray-sdk", "@aws-lambda-powertools/tracer", "aws_lambda_powertools"),
    *("com.amazonaws.xray", "software.amazon.lambda.powertools.tracing"),
    "github.com/aws/aws-xray-sdk-go",
)
"""Libraries that send traces where the function is asked to, whatever its template says."""


def trace_needs(function: Function) -> Iterator[Need]:
    """Traces that the code sends itself."""
    return _anywhere((*TRACES, *_TRACE_COMPANIONS), function.tracing, WHY_TRACES, optional=True)


def platform_needs(function: Function, app: Knowledge, names: Names) -> Iterator[Need]:
    """Everything that the platform asks for in the function's name."""
    yield from _logs(function)
    if not function.tracing.equals("Active").refuted:
        yield from _anywhere(TRACES, function.tracing, WHY_TRACES)
        yield from _anywhere(_TRACE_COMPANIONS, function.tracing, WHY_TRACES, optional=True)
    if not function.network.is_absent().certain:
        yield from _anywhere(NETWORK, function.network, "network interfaces of the VPC")
        yield from _anywhere(
            _NETWORK_COMPANIONS, function.network, "network interfaces of the VPC", optional=True
        )
    for entry in app.entries(function):
        yield from _source(entry, names)
        if entry.kind in (EntryKind.STREAM, EntryKind.KAFKA):
            yield from _destination(entry.failure, names, app, "failed events")
    yield from _destination(function.dead_letter, names, app, "failed events")
    for _, one in function.destinations.items():  # noqa: PERF102 - a value, not a dict
        yield from _destination(one, names, app, "results of invocations")
    yield from _file_systems(function)


def _logs(function: Function) -> Iterator[Need]:
    span = function.origin.span
    for action in LOGS:
        yield Need(action, ("*",), Confidence.ANY, span, WHY_LOGS)
    for action in _LOG_COMPANIONS:
        yield Need(action, ("*",), Confidence.ANY, span, WHY_LOGS, optional=True)


def _anywhere(
    actions: tuple[str, ...], value: Value, why: str, *, optional: bool = False
) -> Iterator[Need]:
    for action in actions:
        yield Need(action, ("*",), Confidence.ANY, value.span, why, optional=optional)


_ANY_SOURCE = (
    *_QUEUE,
    *_KINESIS,
    *_KINESIS_COMPANIONS,
    *_TABLE_STREAM,
    *(action for actions in _POLLING.values() for action in actions),
    *NETWORK,
    *_NETWORK_COMPANIONS,
)


def _polled_in_network(entry: EntryPoint) -> Iterator[Need]:
    """Brokers, Kafka and DocumentDB lie in a VPC; how the poller signs in is not followed."""
    for action in (*_POLLING[entry.kind], *NETWORK, *_NETWORK_COMPANIONS):
        why = "polls the event source"
        yield Need(action, ("*",), Confidence.ANY, entry.source.span, why, optional=True)


def _source(entry: EntryPoint, names: Names) -> Iterator[Need]:
    """What a poller of an event source asks for."""
    if entry.kind is EntryKind.QUEUE:
        yield from _on(_QUEUE, entry.source, names, "polls the queue")
    elif entry.kind is EntryKind.STREAM:
        patterns = tuple(names.patterns(entry.source))
        if any(":dynamodb:" in one for one in patterns):
            yield from _on(_TABLE_STREAM, entry.source, names, "reads the table's stream")
            yield Need(
                "dynamodb:ListStreams", ("*",), Confidence.ANY, entry.source.span, "", optional=True
            )
        elif any(":kinesis:" in one for one in patterns):
            yield from _on(_KINESIS, entry.source, names, "reads the stream")
            for action in _KINESIS_COMPANIONS:
                yield Need(action, ("*",), Confidence.ANY, entry.source.span, "", optional=True)
        else:
            yield from _polled_in_network(entry)
    elif entry.kind in (EntryKind.KAFKA, EntryKind.BROKER):
        yield from _polled_in_network(entry)
    elif entry.kind is EntryKind.OTHER:
        why = "polls an event source that is not known"
        yield from _anywhere(_ANY_SOURCE, entry.source, why, optional=True)


def _on(
    actions: tuple[str, ...], value: Value, names: Names, why: str, *, optional: bool = False
) -> Iterator[Need]:
    resources = tuple(dict.fromkeys(names.patterns(value)))
    for action in actions:
        yield Need(
            action, resources or ("*",), Confidence.TEMPLATE, value.span, why, optional=optional
        )


def _destination(value: Value, names: Names, app: Knowledge, why: str) -> Iterator[Need]:
    for _, leaf in value.cases():
        if isinstance(leaf, Absent):
            continue
        entity = app.resolve(leaf, Entity)
        action = _DESTINATIONS.get(type(entity)) if entity is not None else None
        if entity is not None and action is not None:
            resource = names.arn(entity) + ("/*" if isinstance(entity, Bucket) else "")
            yield Need(action, (resource,), Confidence.TEMPLATE, leaf.span, why)
        else:
            yield from _elsewhere(names.pattern(leaf), leaf, why)


def _elsewhere(pattern: str, leaf: Value, why: str) -> Iterator[Need]:
    """A destination outside the template: its ARN tells what it is, or it may be any."""
    told = pattern.startswith("arn:")
    for action in _DESTINATIONS.values():
        prefix = action.partition(":")[0]
        if not told or pattern.split(":")[2] == prefix:
            yield Need(action, (pattern,), Confidence.TEMPLATE, leaf.span, why, optional=not told)


_MOUNTING = (
    "elasticfilesystem:ClientMount",
    "elasticfilesystem:ClientWrite",
    "elasticfilesystem:ClientRootAccess",
    "elasticfilesystem:DescribeMountTargets",
    "s3files:ClientMount",
    "s3files:ClientWrite",
    "s3:GetObject",
    "s3:GetObjectVersion",
)


def _file_systems(function: Function) -> Iterator[Need]:
    """A mounted file system: whether its policy asks for a permission is not known here."""
    if not function.file_systems.is_absent().certain:
        yield from _anywhere(_MOUNTING, function.file_systems, "the file system", optional=True)


_THROUGH_KEY = {
    "sqs:SendMessage": ("kms:GenerateDataKey", "kms:Decrypt"),
    "sqs:ReceiveMessage": ("kms:Decrypt",),
    "sns:Publish": ("kms:GenerateDataKey", "kms:Decrypt"),
    "s3:GetObject": ("kms:Decrypt",),
    "s3:PutObject": ("kms:GenerateDataKey",),
    "secretsmanager:GetSecretValue": ("kms:Decrypt",),
    "secretsmanager:PutSecretValue": ("kms:GenerateDataKey", "kms:Decrypt"),
    "kinesis:PutRecord": ("kms:GenerateDataKey",),
    "kinesis:PutRecords": ("kms:GenerateDataKey",),
    "kinesis:GetRecords": ("kms:Decrypt",),
    "dynamodb:GetItem": ("kms:Decrypt",),
    "dynamodb:PutItem": ("kms:Decrypt",),
    "dynamodb:UpdateItem": ("kms:Decrypt",),
    "dynamodb:DeleteItem": ("kms:Decrypt",),
    "dynamodb:Query": ("kms:Decrypt",),
    "dynamodb:Scan": ("kms:Decrypt",),
    "dynamodb:BatchGetItem": ("kms:Decrypt",),
    "dynamodb:BatchWriteItem": ("kms:Decrypt",),
}
"""What a service asks of a customer's key for the caller. Source: AWS KMS Developer Guide, "How AWS
services use AWS KMS", and each service's page on encryption at rest."""


def key_needs(needs: list[Need], app: Knowledge, names: Names) -> Iterator[Need]:
    """The keys of the application behind the resources that are needed."""
    keys = _keys(app, names)
    if not keys:
        return
    for need in needs:
        for action in _THROUGH_KEY.get(need.action, ()):
            for resource in need.resources:
                key = keys.get(resource) or keys.get(resource.partition("/")[0])
                if key is not None:
                    why = f"{need.action} through the key"
                    yield Need(action, (key,), Confidence.TEMPLATE, need.span, why)


def _keys(app: Knowledge, names: Names) -> dict[str, str]:
    """Resources encrypted with a key of the application -> that key."""
    if not app.all(Key):
        return {}
    found: dict[str, str] = {}
    for entity in app.application.entities:
        value = getattr(entity, "key", None) or getattr(entity, "encryption", None)
        key = _key(value, app) if isinstance(value, Value) else None
        if key is not None and kind_of(entity) is not None and entity is not key:
            found[names.arn(entity)] = names.arn(key)
    return found


def _key(value: Value, app: Knowledge) -> Key | None:
    for ref in value.refs():
        found = app.application.get(ref.target, Key)
        if found is not None:
            return found
    return None
