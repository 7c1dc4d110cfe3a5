"""``Schedule``: a rule of EventBridge that fires at times."""

from __future__ import annotations

from crenel.readers.sam.events.dead_letters import dead_letters
from crenel.readers.sam.events.event import Event
from crenel.readers.sam.events.permission import permit
from crenel.readers.sam.events.target_id import rule_state, target_id


def expand(event: Event) -> None:
    """The rule, its queue and the permission."""
    maker = event.maker
    rule = maker.ref(attribute="Arn")
    letters = dead_letters(maker, event.get("DeadLetterConfig"), rule=rule)
    target = {
        "Arn": event.target.arn,
        "Id": target_id(maker, event.get("Target"), "LambdaTarget"),
        "Input": event.get("Input"),
        "DeadLetterConfig": letters,
        "RetryPolicy": event.get("RetryPolicy"),
    }
    properties = {
        "ScheduleExpression": event.get("Schedule"),
        "State": rule_state(maker, event.get("State"), event.get("Enabled")),
        **event.taken("Name", "Description"),
        "Targets": [target],
    }
    maker.make("", "AWS::Events::Rule", properties)
    permit(event, "events", rule)
