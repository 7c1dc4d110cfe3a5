"""``EventBridgeRule`` and ``CloudWatchEvent``: matching events start the state machine."""

from __future__ import annotations

from crenel.model.value import NOTHING
from crenel.readers.sam.events.dead_letters import dead_letters
from crenel.readers.sam.events.target_id import target_id
from crenel.readers.sam.workflow_events.start import Start, add_role


def expand(start: Start) -> None:
    """The rule, its queue and its role."""
    maker = start.maker
    rule = maker.ref(attribute="Arn")
    letters = dead_letters(maker, start.get("DeadLetterConfig"), rule=rule)
    target = {
        "Arn": start.target,
        "Id": target_id(maker, start.get("Target"), "StepFunctionsTarget"),
        "RoleArn": add_role(start, "events", NOTHING),
        **start.taken("Input", "InputPath"),
        "DeadLetterConfig": letters,
        **start.taken("RetryPolicy", "InputTransformer"),
    }
    properties = {
        "EventBusName": start.get("EventBusName"),
        "EventPattern": start.get("Pattern"),
        "Name": start.get("RuleName"),
        "State": start.get("State"),
        "Targets": [target],
    }
    maker.make("", "AWS::Events::Rule", properties)
