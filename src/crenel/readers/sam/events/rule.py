"""``EventBridgeRule`` and ``CloudWatchEvent``: events that match a pattern."""

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
        **event.taken("Input", "InputPath"),
        "DeadLetterConfig": letters,
        **event.taken("RetryPolicy", "InputTransformer"),
    }
    properties = {
        "EventBusName": event.get("EventBusName"),
        "EventPattern": event.get("Pattern"),
        "Name": event.get("RuleName"),
        "State": rule_state(maker, event.get("State"), event.get("Enabled")),
        "Targets": [target],
    }
    maker.make("", "AWS::Events::Rule", properties)
    permit(event, "events", rule)
