"""RUN-005: events that are gone when a function fails."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.triggers import asynchronous
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import EntryPoint, Function
from crenel.model.truth import TRUE, any_of

control = Control(
    name="lost-asynchronous-events",
    handle="RUN-005",
    title="events that an asynchronously invoked function cannot handle are lost",
    severity=Severity.MEDIUM,
    judges=Function,
    maps_to=("CSA-A5", "CSA-A10"),
    practices=("PF4",),
    fix="Give the function a failure destination or a dead-letter queue.",
)


@control.check
def check(function: Function, app: Knowledge) -> Judged:
    """Fails where something invokes it without waiting, and failures go nowhere."""
    entries = list(asynchronous(app, function))
    if not entries:
        return NOT_JUDGED
    kinds = " or ".join(sorted({entry.kind.value for entry in entries}))
    return fails_if(
        function.dead_letter.is_absent() & any_of(TRUE.under(entry.guard) for entry in entries),
        message=f"{function.label} loses events that it cannot handle (invoked by {kinds})",
        also=[
            (entry.origin.span, f"{_called(entry, function)} invokes it") for entry in entries[:3]
        ],
        evidence="no failure destination",
    )


def _called(entry: EntryPoint, function: Function) -> str:
    return "this event" if entry.label == function.label else entry.label
