"""``ScheduleV2``: EventBridge Scheduler, with a role of its own."""

from __future__ import annotations

from crenel.readers.sam.events.event import Event
from crenel.readers.sam.events.scheduling import scheduled
from crenel.readers.sam.roles.role import allow, inline_policy


def expand(event: Event) -> None:
    """The schedule, its queue and its role."""
    policy = inline_policy(
        f"{event.maker.base}LambdaPolicy", allow("lambda:InvokeFunction", event.target.arn)
    )
    scheduled(event.maker, event.properties, event.target.arn, policy)
