"""``IoTRule``: messages of things that match a query."""

from __future__ import annotations

from crenel.readers.sam.events.event import Event
from crenel.readers.sam.events.permission import permit

_SOURCE = "arn:${AWS::Partition}:iot:${AWS::Region}:${AWS::AccountId}:rule/${Rule}"


def expand(event: Event) -> None:
    """The permission and the topic rule."""
    maker = event.maker
    account = maker.text("${AWS::AccountId}")
    permit(event, "iot", maker.text(_SOURCE, Rule=maker.ref()), account=account)
    payload = {
        "Sql": event.get("Sql"),
        "RuleDisabled": False,
        "Actions": [{"Lambda": {"FunctionArn": event.target.arn}}],
        "AwsIotSqlVersion": event.get("AwsIotSqlVersion"),
    }
    maker.make("", "AWS::IoT::TopicRule", {"TopicRulePayload": payload})
