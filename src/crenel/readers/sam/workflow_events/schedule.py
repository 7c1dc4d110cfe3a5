"""``Schedule``: a rule of EventBridge starts the state machine at times."""

from __future__ import annotations

from crenel.readers.sam.events.dead_letters import dead_letters
from crenel.readers.sam.events.target_id import rule_state, target_id
from crenel.readers.sam.workflow_events.start import Start, add_role


def expand(start: Start) -> None:
    """The rule, its queue and its role."""
    maker = start.maker
    rule = maker.ref(attribute="Arn")
    letters = dead_letters(maker, start.get("DeadLetterConfig"), rule=rule)
    target = {
        "Arn": start.target,
        "Id": target_id(maker, start.get("Target"), "StepFunctionsTarget"),
        "RoleArn": add_role(start, "events", start.get("RoleArn")),
        "Input": start.get("Input"),
        "DeadLetterConfig": letters,
        "RetryPolicy": start.get("RetryPolicy"),
    }
    properties = {
        "ScheduleExpression": start.get("Schedule"),
        "State": rule_state(maker, start.get("State"), start.get("Enabled")),
        **start.taken("Name", "Description"),
        "Targets": [target],
    }
    maker.make("", "AWS::Events::Rule", properties)
