"""Events that are messages: ``sqs``, ``sns``, ``stream``, and the brokers that are polled."""

from __future__ import annotations

from crenel.model.value import Absent, Known, Map, Value
from crenel.readers.sam.values import Raw, word
from crenel.readers.serverless.events.event import Event
from crenel.readers.serverless.naming import alphanumeric
from crenel.readers.serverless.roles import allow

_SQS = ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")
_DYNAMO = (
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:DescribeStream",
    "dynamodb:ListStreams",
)
_KINESIS = (
    "kinesis:GetRecords",
    "kinesis:GetShardIterator",
    "kinesis:DescribeStreamSummary",
    "kinesis:ListShards",
)
_KAFKA = ("kafka:DescribeCluster", "kafka:GetBootstrapBrokers")
_NAMES = {
    "batchSize": "BatchSize",
    "maximumBatchingWindow": "MaximumBatchingWindowInSeconds",
    "batchWindow": "MaximumBatchingWindowInSeconds",
    "startingPosition": "StartingPosition",
    "maximumRetryAttempts": "MaximumRetryAttempts",
    "bisectBatchOnFunctionError": "BisectBatchOnFunctionError",
    "maximumRecordAgeInSeconds": "MaximumRecordAgeInSeconds",
    "parallelizationFactor": "ParallelizationFactor",
    "tumblingWindowInSeconds": "TumblingWindowInSeconds",
    "enabled": "Enabled",
}


def sqs(event: Event) -> None:
    """A queue that the function polls."""
    arn = event.named("arn")
    more: dict[str, Raw] = {}
    if not isinstance(event.get("maximumConcurrency"), Absent):
        more["ScalingConfig"] = {"MaximumConcurrency": event.get("maximumConcurrency")}
    _mapping(event, f"SQS{_name(arn)}", arn, more)
    _need(event, _SQS, arn)


def stream(event: Event) -> None:
    """A Kinesis or DynamoDB stream."""
    arn = event.named("arn")
    kinesis = word(event.get("type")) == "kinesis" or ":kinesis:" in arn.text()
    failure = event.value.at("destinations", "onFailure")
    target = (
        failure.get("arn") if isinstance(failure, Map) and "arn" in failure.content else failure
    )
    more: dict[str, Raw] = {}
    if not isinstance(target, Absent):
        more["DestinationConfig"] = {"OnFailure": {"Destination": target}}
    kind = "Kinesis" if kinesis else "Dynamodb"
    start = event.get("startingPosition").or_default("TRIM_HORIZON", "framework default")
    _mapping(event, f"{kind}{_name(arn)}", arn, {"StartingPosition": start, **more})
    _need(event, _KINESIS if kinesis else _DYNAMO, arn)


def broker(event: Event) -> None:
    """``msk``, ``kafka``, ``activemq``, ``rabbitmq``."""
    arn = event.named("arn")
    servers = event.get("bootstrapServers")
    more: dict[str, Raw] = {"Topics": [event.get("topic")], "Queues": [event.get("queue")]}
    if not isinstance(servers, Absent):
        endpoints = {"KAFKA_BOOTSTRAP_SERVERS": servers}
        more["SelfManagedEventSource"] = {"Endpoints": endpoints}
    _mapping(event, f"{event.kind.capitalize()}{_name(arn)}", arn, more)
    if event.kind == "msk":
        _need(event, _KAFKA, arn)


def sns(event: Event) -> None:
    """A topic: one that exists, or one of the service's own."""
    maker = event.maker
    arn, name = event.get("arn"), event.named("topicName")
    if isinstance(event.value, Map):
        topic: Value = arn
    else:
        existing = not isinstance(name, Known) or name.text().startswith("arn:")
        topic = name if existing else arn
    if isinstance(topic, Absent):
        identity = f"SNSTopic{alphanumeric(name.text())}"
        properties = {
            "TopicName": name,
            "DisplayName": event.get("displayName"),
            "KmsMasterKeyId": event.get("kmsMasterKeyId"),
        }
        topic = maker.ref(maker.make(identity, "AWS::SNS::Topic", properties))
    subscription = {
        "TopicArn": topic,
        "Protocol": "lambda",
        "Endpoint": event.target,
        "FilterPolicy": event.get("filterPolicy"),
        "RedrivePolicy": event.get("redrivePolicy"),
    }
    identity = f"{event.base}SnsSubscription{_name(topic)}{event.number}"
    maker.make(identity, "AWS::SNS::Subscription", subscription)
    event.permit("sns", topic, suffix="Sns")


def _mapping(event: Event, name: str, arn: Value, more: dict[str, Raw]) -> None:
    properties: dict[str, Raw] = {
        "FunctionName": event.target,
        "EventSourceArn": arn,
        "FunctionResponseTypes": event.get("functionResponseType"),
        "FilterCriteria": _filters(event.get("filterPatterns")),
        **{_NAMES[key]: event.get(key) for key in _NAMES},
        **more,
    }
    identity = f"{event.base}EventSourceMapping{name}"
    event.maker.make(identity, "AWS::Lambda::EventSourceMapping", properties)


def _filters(patterns: Value) -> Raw:
    return None if isinstance(patterns, Absent) else {"Filters": patterns}


def _need(event: Event, actions: tuple[str, ...], arn: Value) -> None:
    """What the framework adds to the shared role."""
    if not isinstance(arn, Absent):
        event.stack.role_statements.append(event.maker.value(allow(actions, [arn])))


def _name(arn: Value) -> str:
    named = next((ref.target for ref in arn.refs()), None)
    return alphanumeric(named or arn.text().rpartition(":")[2])
