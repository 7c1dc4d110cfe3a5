"""Amazon EventBridge: buses, rules and their targets, schedules, pipes."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.entities import Entity, EntryKind
from crenel.model.resource import Resource
from crenel.model.value import Unknown, UnknownKind, mapping
from crenel.readers.vocabulary.cloudformation.messaging import delivered
from crenel.readers.vocabulary.cloudformation.row import common
from crenel.readers.vocabulary.terraform.table import TABLE, Properties
from crenel.readers.vocabulary.terraform.values import within
from crenel.readers.vocabulary.terraform.written import Written
from crenel.readers.vocabulary.world import World

_RULE = "AWS::Events::Rule"


@TABLE.becomes("AWS::Events::EventBus", "aws_cloudwatch_event_bus")
def bus(it: Written) -> Properties:
    """An event bus."""
    return it.plain({"Name": "name", "KmsKeyIdentifier": "kms_key_identifier"})


@TABLE.becomes("AWS::Events::EventBusPolicy", "aws_cloudwatch_event_bus_policy")
def bus_policy(it: Written) -> Properties:
    """A policy on a bus: a whole document."""
    document = it.document("policy")
    return {"EventBusName": it["event_bus_name"], "Statement": document.get("Statement")}


@TABLE.becomes("AWS::Events::EventBusPolicy", "aws_cloudwatch_event_permission")
def bus_permission(it: Written) -> Properties:
    """A statement on a bus in the short form."""
    return {
        "EventBusName": it["event_bus_name"],
        "Action": it["action"].or_default("events:PutEvents", "default of the provider"),
        "Principal": it["principal"],
        "Condition": it.block("condition", {"Type": "type", "Key": "key", "Value": "value"}),
    }


@TABLE.becomes(_RULE, "aws_cloudwatch_event_rule")
def rule(it: Written) -> Properties:
    """A rule; its targets are resources of their own."""
    names = {
        "Name": "name",
        "EventBusName": "event_bus_name",
        "ScheduleExpression": "schedule_expression",
    }
    return {**it.plain(names), "EventPattern": it.document("event_pattern")}


_UNSEEN = Unknown(kind=UnknownKind.EXTERNAL, name="the pattern of a rule that is not read")


@TABLE.own("aws_cloudwatch_event_target")
def target(resource: Resource, world: World) -> Iterator[Entity]:
    """What a rule delivers to; CloudFormation has it inside the rule."""
    owner = world.referred(resource["rule"], _RULE) or _named(resource, world)
    scheduled = owner is not None and not owner["ScheduleExpression"].is_absent().certain
    item = mapping(
        {
            "Arn": resource["arn"],
            "DeadLetterConfig": mapping(
                {"Arn": within(resource.properties, "dead_letter_config.arn")}
            ),
            "RoleArn": resource["role_arn"],
        },
        resource.properties.span,
    )
    kind = EntryKind.SCHEDULE if scheduled else EntryKind.BUS
    source = owner.self_ref() if owner is not None else resource["rule"]
    pattern = owner["EventPattern"] if owner is not None else _UNSEEN
    taken = (resource["event_bus_name"], pattern)
    yield from delivered(item, common(resource), world, source=source, kind=kind, taken=taken)


def _named(resource: Resource, world: World) -> Resource | None:
    """The rule whose name the target gives as text."""
    name = resource["rule"].known()
    return next((one for one in world.of_type(_RULE) if name and one["Name"].known() == name), None)


@TABLE.becomes("AWS::Scheduler::Schedule", "aws_scheduler_schedule")
def schedule(it: Written) -> Properties:
    """A schedule."""
    return it.plain(
        {
            "Name": "name",
            "ScheduleExpression": "schedule_expression",
            "Target.Arn": "target.arn",
            "Target.RoleArn": "target.role_arn",
            "Target.DeadLetterConfig.Arn": "target.dead_letter_config.arn",
        }
    )


_SOURCES = {
    "DynamoDBStreamParameters": "dynamodb_stream_parameters",
    "KinesisStreamParameters": "kinesis_stream_parameters",
}


@TABLE.becomes("AWS::Pipes::Pipe", "aws_pipes_pipe")
def pipe(it: Written) -> Properties:
    """A pipe."""
    letters = {
        f"SourceParameters.{name}.DeadLetterConfig.Arn": it[
            f"source_parameters.{path}.dead_letter_config.arn"
        ]
        for name, path in _SOURCES.items()
    }
    plain = {"Source": "source", "Target": "target", "RoleArn": "role_arn"}
    return {**it.plain(plain | {"Enrichment": "enrichment"}), **letters}
