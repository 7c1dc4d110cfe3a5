"""``CloudWatchLogs``: a log group sends what matches a pattern."""

from __future__ import annotations

from crenel.readers.sam.events.event import Event
from crenel.readers.sam.events.permission import permit

_SOURCE = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Group}:*"


def expand(event: Event) -> None:
    """The permission and the subscription."""
    maker = event.maker
    permit(event, "logs", maker.text(_SOURCE, Group=event.get("LogGroupName")))
    properties = {
        **event.taken("LogGroupName", "FilterPattern"),
        "DestinationArn": event.target.arn,
    }
    maker.make("", "AWS::Logs::SubscriptionFilter", properties)
