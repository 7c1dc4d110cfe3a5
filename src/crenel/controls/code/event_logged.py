"""OBS-014: the whole event is written to a log."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity
from crenel.controls.code._sinks import judged
from crenel.model.entities import Function

control = Control(
    name="event-logged",
    handle="OBS-014",
    title="the code writes the whole event to the log",
    severity=Severity.MEDIUM,
    judges=Function,
    maps_to=("OWASP-S3", "OWASP-S10"),
    practices=("DN3",),
    fix="Log the fields that you need by name.",
)


@control.check
def check(function: Function, app: Knowledge) -> Judged:
    """The whole event is written to a log."""
    return judged(function, app, "event-logged")
