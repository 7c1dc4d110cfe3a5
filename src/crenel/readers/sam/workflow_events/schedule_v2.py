"""``ScheduleV2``: EventBridge Scheduler starts the state machine."""

from __future__ import annotations

from crenel.readers.sam.events.scheduling import scheduled
from crenel.readers.sam.roles.role import allow, inline_policy
from crenel.readers.sam.workflow_events.start import Start


def expand(start: Start) -> None:
    """The schedule, its queue and its role."""
    name = f"{start.maker.base}StartExecutionPolicy"
    policy = inline_policy(name, allow("states:StartExecution", start.target))
    scheduled(start.maker, start.properties, start.target, policy)
