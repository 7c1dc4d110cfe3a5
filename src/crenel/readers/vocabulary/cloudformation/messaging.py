"""Amazon SQS, SNS, Kinesis, Firehose, EventBridge, Scheduler, Pipes."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.entities import (
    Bus,
    Entity,
    EntryKind,
    EntryPoint,
    Queue,
    ResourcePolicy,
    Statement,
    Stream,
    Subscription,
    Target,
    Topic,
)
from crenel.model.resource import Resource
from crenel.model.value import Value, known, mapping
from crenel.readers.vocabulary.cloudformation.policies import statements
from crenel.readers.vocabulary.cloudformation.row import (
    Common,
    common,
    effective,
    first_present,
    row,
)
from crenel.readers.vocabulary.world import World


@row("AWS::SQS::Queue")
def queue(resource: Resource, _: World) -> Iterator[Entity]:
    """A queue; encrypted by SQS itself unless that is switched off."""
    yield Queue(
        **common(resource),
        name=resource["QueueName"],
        encrypted=effective(resource, "SqsManagedSseEnabled"),
        key=resource["KmsMasterKeyId"],
        redrive=resource["RedrivePolicy"],
        visibility_timeout=effective(resource, "VisibilityTimeout"),
    )


@row("AWS::SQS::QueuePolicy")
def queue_policy(resource: Resource, _: World) -> Iterator[Entity]:
    """A policy on queues."""
    yield ResourcePolicy(
        **common(resource),
        service="sqs",
        target=resource["Queues"],
        statements=statements(resource["PolicyDocument"]),
    )


@row("AWS::SQS::QueueInlinePolicy")
def queue_inline_policy(resource: Resource, _: World) -> Iterator[Entity]:
    """A policy on one queue."""
    yield ResourcePolicy(
        **common(resource),
        service="sqs",
        target=resource["Queue"],
        statements=statements(resource["PolicyDocument"]),
    )


@row("AWS::SNS::Topic")
def topic(resource: Resource, _: World) -> Iterator[Entity]:
    """A topic and the subscriptions written inside it."""
    yield Topic(**common(resource), name=resource["TopicName"], key=resource["KmsMasterKeyId"])
    for number, (guard, item) in enumerate(resource["Subscription"].items()):
        yield from _subscription(
            Subscription(
                **common(resource, f"#subscription{number}", guard),
                topic=resource.self_ref(),
                protocol=item.get("Protocol"),
                endpoint=item.get("Endpoint"),
                redrive=item.get("RedrivePolicy"),
            )
        )


@row("AWS::SNS::Subscription")
def subscription(resource: Resource, _: World) -> Iterator[Entity]:
    """A subscription."""
    yield from _subscription(
        Subscription(
            **common(resource),
            topic=resource["TopicArn"],
            protocol=resource["Protocol"],
            endpoint=resource["Endpoint"],
            redrive=resource["RedrivePolicy"],
        )
    )


def _subscription(made: Subscription) -> Iterator[Entity]:
    yield made
    if made.protocol.equals("lambda").possible:
        yield EntryPoint(
            id=made.id + "#entry",
            origin=made.origin,
            guard=made.guard,
            kind=EntryKind.TOPIC,
            function=made.endpoint,
            source=made.topic,
            failure=made.redrive,
        )


@row("AWS::SNS::TopicPolicy")
def topic_policy(resource: Resource, _: World) -> Iterator[Entity]:
    """A policy on topics."""
    yield ResourcePolicy(
        **common(resource),
        service="sns",
        target=resource["Topics"],
        statements=statements(resource["PolicyDocument"]),
    )


@row("AWS::Kinesis::Stream")
def stream(resource: Resource, _: World) -> Iterator[Entity]:
    """A data stream."""
    yield Stream(
        **common(resource),
        name=resource["Name"],
        encryption=resource["StreamEncryption.EncryptionType"].or_default("NONE", "AWS default"),
    )


@row("AWS::KinesisFirehose::DeliveryStream")
def delivery_stream(resource: Resource, _: World) -> Iterator[Entity]:
    """A delivery stream that producers write to; one that reads another source has no say."""
    sources = ("KinesisStreamAsSource", "MSKAsSource", "DatabaseAsSource")
    if resource["DeliveryStreamType"].equals(*sources).certain:
        return
    kind = resource["DeliveryStreamEncryptionConfigurationInput.KeyType"]
    yield Stream(
        **common(resource),
        name=resource["DeliveryStreamName"],
        encryption=kind.or_default("NONE", "AWS default"),
    )


@row("AWS::Events::EventBus")
def bus(resource: Resource, _: World) -> Iterator[Entity]:
    """An event bus, and its own policy where it has one."""
    yield Bus(**common(resource), name=resource["Name"], key=resource["KmsKeyIdentifier"])
    if not resource["Policy"].is_absent().certain:
        yield ResourcePolicy(
            **common(resource, "#policy"),
            service="events",
            target=resource.self_ref(),
            statements=statements(resource["Policy"]),
        )


@row("AWS::Events::EventBusPolicy")
def bus_policy(resource: Resource, _: World) -> Iterator[Entity]:
    """A statement on a bus, as a document or in the short form."""
    written = first_present(resource["Statement"], resource["Principal"])
    short = Statement(
        effect=known("Allow"),
        actions=resource["Action"],
        principals=resource["Principal"],
        condition=_short_condition(resource["Condition"]),
        whole=written,
    )
    long = statements(resource.properties)
    yield ResourcePolicy(
        **common(resource),
        service="events",
        target=resource["EventBusName"],
        statements=long or (short,),
    )


def _short_condition(condition: Value) -> Value:
    """``Type``, ``Key``, ``Value`` -> the condition of a statement; others as they are."""
    kind, key = condition.get("Type").known(), condition.get("Key").known()
    if kind is None or key is None:
        return condition
    inner = mapping({str(key): condition.get("Value")}, condition.span)
    return mapping({str(kind): inner}, condition.span)


@row("AWS::Events::Rule")
def rule(resource: Resource, world: World) -> Iterator[Entity]:
    """A rule: its targets, and the functions among them as entry points."""
    scheduled = not resource["ScheduleExpression"].is_absent().certain
    kind = EntryKind.SCHEDULE if scheduled else EntryKind.BUS
    for number, (guard, item) in enumerate(resource["Targets"].items()):
        fields = common(resource, f"#target{number}", guard)
        yield from delivered(
            item,
            fields,
            world,
            source=resource.self_ref(),
            kind=kind,
            bus=resource["EventBusName"],
        )


def delivered(
    item: Value, fields: Common, world: World, *, source: Value, kind: EntryKind, bus: Value
) -> Iterator[Entity]:
    """One target of a rule (``Arn``, ``DeadLetterConfig``, ``RoleArn``), and where it leads."""
    target = Target(
        **fields,
        source=source,
        bus=bus,
        target=item.get("Arn"),
        dead_letter=item.at("DeadLetterConfig", "Arn"),
        role=item.get("RoleArn"),
    )
    yield target
    yield from _entry(target, kind, bus, world)


@row("AWS::Scheduler::Schedule")
def schedule(resource: Resource, world: World) -> Iterator[Entity]:
    """A schedule."""
    target = Target(
        **common(resource),
        source=resource.self_ref(),
        kind="schedule",
        target=resource["Target.Arn"],
        dead_letter=resource["Target.DeadLetterConfig.Arn"],
        role=resource["Target.RoleArn"],
    )
    yield target
    yield from _entry(target, EntryKind.SCHEDULE, resource.self_ref(), world)


@row("AWS::Pipes::Pipe")
def pipe(resource: Resource, world: World) -> Iterator[Entity]:
    """A pipe."""
    parameters = resource["SourceParameters"]
    letters = (item.at("DeadLetterConfig", "Arn") for _, _, item in parameters.entries())
    target = Target(
        **common(resource),
        source=resource["Source"],
        kind="pipe",
        target=resource["Target"],
        dead_letter=first_present(*letters, resource["DeadLetterConfig"]),
        role=resource["RoleArn"],
    )
    yield target
    for suffix, function in (("#entry", target.target), ("#enrichment", resource["Enrichment"])):
        entry = EntryPoint(
            **common(resource, suffix),
            kind=EntryKind.BUS,
            function=function,
            source=resource["Source"],
            failure=target.dead_letter,
        )
        if _is_function(function, world):
            yield entry


def _entry(target: Target, kind: EntryKind, source: Value, world: World) -> Iterator[Entity]:
    if not _is_function(target.target, world):
        return
    yield EntryPoint(
        id=target.id + "#entry",
        origin=target.origin,
        guard=target.guard,
        kind=kind,
        function=target.target,
        source=source,
        failure=target.dead_letter,
    )


def _is_function(value: Value, world: World) -> bool:
    referred = world.referred(value)
    if referred is not None:
        return referred.type.startswith("AWS::Lambda::")
    return ":lambda:" in value.text()
