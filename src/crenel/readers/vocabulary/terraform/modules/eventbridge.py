"""``terraform-aws-modules/eventbridge/aws``: a bus, rules with their targets, schedules."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.resource import Resource
from crenel.model.value import Absent, Value, mapping, sequence, where
from crenel.readers.text.embedded import embedded
from crenel.readers.vocabulary.terraform.modules.call import (
    alone,
    inside,
    off,
    role,
    things,
)
from crenel.readers.vocabulary.terraform.table import TABLE
from crenel.readers.vocabulary.terraform.written import Written

_MODULE = "module:terraform-aws-modules/eventbridge/aws"

TABLE.lead(_MODULE, "eventbridge_role_arn", "eventbridge_role_name", suffix="#role")


@TABLE.expands((), _MODULE)
def bus(it: Written) -> Iterator[Resource]:
    """The bus, one rule for each that is named, one schedule for each that is named."""
    if off(it, "create"):
        return
    if not off(it, "create_bus"):
        names = {"Name": "bus_name", "KmsKeyIdentifier": "kms_key_identifier"}
        yield it.made("AWS::Events::EventBus", it.plain(names))
    if not off(it, "create_role"):
        yield role(it, "bus_name", "events.amazonaws.com")
    targets = dict(things(it, "targets"))
    for name, one in things(it, "rules"):
        rule = {
            "Name": one.get("name"),
            "EventBusName": it["bus_name"],
            "ScheduleExpression": one.get("schedule_expression"),
            "EventPattern": embedded(one.get("event_pattern")),
            "Targets": _targets(targets.get(name, Absent()), it),
        }
        yield it.made("AWS::Events::Rule", rule, f"#rule {name}")
    for name, one in things(it, "schedules"):
        schedule = {
            "ScheduleExpression": one.get("schedule_expression"),
            "Target.Arn": one.get("arn"),
            "Target.RoleArn": alone(it.ref("#role"), one.get("role_arn")),
            "Target.DeadLetterConfig.Arn": inside(one, "dead_letter_arn"),
        }
        yield it.made("AWS::Scheduler::Schedule", schedule, f"#schedule {name}")


def _targets(told: Value, it: Written) -> Value:
    if isinstance(told, Absent):
        return told
    made = []
    for guard, one in told.items():
        letters = mapping({"Arn": inside(one, "dead_letter_arn")}, one.span)
        attached = one.get("attach_role_arn")
        own = it.ref("#role") if attached.is_true().certain else attached
        item = {"Arn": one.get("arn"), "DeadLetterConfig": letters, "RoleArn": own}
        made.append(where(guard, mapping(item, one.span)))
    return sequence(made, told.span)
