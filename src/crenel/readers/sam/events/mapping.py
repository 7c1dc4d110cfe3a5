"""An event source mapping: Lambda polls a source for the function."""

from __future__ import annotations

from collections.abc import Mapping

from crenel.model.value import Absent, Map, Value
from crenel.readers.sam.events.event import Event
from crenel.readers.sam.roles.sending import sending_policy
from crenel.readers.sam.values import Raw, each, maybe_written, word

SQS_POLICY = "service-role/AWSLambdaSQSQueueExecutionRole"

SAME = (
    "StartingPosition",
    "StartingPositionTimestamp",
    "BatchSize",
    "Enabled",
    "MaximumBatchingWindowInSeconds",
    "MaximumRetryAttempts",
    "BisectBatchOnFunctionError",
    "MaximumRecordAgeInSeconds",
    "ParallelizationFactor",
    "Topics",
    "Queues",
    "SourceAccessConfigurations",
    "TumblingWindowInSeconds",
    "FunctionResponseTypes",
    "FilterCriteria",
    "KmsKeyArn",
    "ScalingConfig",
    "ProvisionedPollerConfig",
    "MetricsConfig",
    "LoggingConfig",
)
_DESTINATIONS = ("SQS", "SNS", "S3", "Kafka")


def poll(event: Event, source: Value, others: Mapping[str, Raw] | None = None) -> None:
    """The mapping of a polled source."""
    properties = {
        "EventSourceArn": source,
        **event.taken(*SAME),
        "DestinationConfig": each(event.get("DestinationConfig"), _plain),
        **(others or {}),
    }
    map_source(event, properties)


def let_send_failures(event: Event) -> None:
    """The policy to send what failed; it comes after those for the source."""
    failure = event.get("DestinationConfig").get("OnFailure")
    kind = word(failure.get("Type"))
    if kind in _DESTINATIONS:
        event.attach(sending_policy(kind, event.maker.base, failure.get("Destination")))
    elif kind:
        event.maker.note(f"a failed batch has no destination of type {kind}", failure.span)


def map_source(event: Event, properties: Mapping[str, Raw], suffix: str = "") -> None:
    """The mapping itself."""
    content = {"FunctionName": event.target.name, **properties}
    event.maker.make(suffix, "AWS::Lambda::EventSourceMapping", content)


def kafka_config(event: Event) -> dict[str, Raw] | None:
    """The consumer group and the schema registry of a Kafka source."""
    group, registry = event.get("ConsumerGroupId"), event.get("SchemaRegistryConfig")
    if not maybe_written(group) and not maybe_written(registry):
        return None
    return {"ConsumerGroupId": group, "SchemaRegistryConfig": registry}


def _plain(config: Value) -> Value:
    """``Type`` is for SAM alone."""
    failure = config.get("OnFailure")
    if not isinstance(config, Map) or not isinstance(failure, Map):
        return config
    content = {
        key: value
        for key, value in failure.content.items()
        if key != "Type" and not isinstance(value, Absent)
    }
    kept = Map(content=content, keys=failure.keys, span=failure.span, via=failure.via)
    return config.merged({"OnFailure": kept})
