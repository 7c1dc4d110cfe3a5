"""RUN-007: a queue whose bad messages come back until they disappear."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.triggers import polled_by
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Queue
from crenel.model.truth import TRUE, any_of

control = Control(
    name="queue-without-redrive",
    handle="RUN-007",
    title="a queue that feeds a function has no dead-letter queue",
    severity=Severity.MEDIUM,
    judges=Queue,
    maps_to=("CSA-A8",),
    practices=("PF4",),
    fix="Add a RedrivePolicy with a dead-letter queue.",
)


@control.check
def check(queue: Queue, app: Knowledge) -> Judged:
    """Fails where a function polls it and it has no redrive policy; not for dead-letter queues."""
    pollers = [entry for entry, _ in polled_by(app, queue)]
    letters = (one.redrive.get("deadLetterTargetArn") for one in app.all(Queue))
    if not pollers or any(app.resolve(one, Queue) is queue for one in letters):
        return NOT_JUDGED
    return fails_if(
        queue.redrive.is_absent() & any_of(TRUE.under(entry.guard) for entry in pollers),
        at=queue.redrive,
        message=f"a message of {queue.label} that cannot be handled comes back until it expires",
        also=[(entry.origin.span, f"{entry.label} polls it") for entry in pollers[:3]],
        evidence="no redrive policy",
    )
