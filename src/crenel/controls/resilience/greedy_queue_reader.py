"""RUN-011: a full queue may use up the concurrency of the account."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import EntryKind, EntryPoint

control = Control(
    name="greedy-queue-reader",
    handle="RUN-011",
    title="a full queue may use up the concurrency of the account",
    severity=Severity.LOW,
    judges=EntryPoint,
    maps_to=("CSA-A8",),
    practices=("RO3",),
    fix="Set ScalingConfig: {MaximumConcurrency: N} on the event source mapping.",
)


@control.check
def check(subject: EntryPoint, app: Knowledge) -> Judged:
    """Fails where a queue's reader has no maximum and its function no reserved concurrency."""
    if subject.kind is not EntryKind.QUEUE:
        return NOT_JUDGED
    function = app.function_of(subject)
    uncapped = subject.max_concurrency.is_absent()
    if function is not None:
        uncapped &= function.reserved_concurrency.is_absent()
    return fails_if(uncapped, at=subject.max_concurrency, evidence="no maximum concurrency")
