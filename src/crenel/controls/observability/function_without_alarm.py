"""OBS-012: no alarm watches a function that others rely on."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.references import means
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Alarm, Function
from crenel.model.truth import any_of

control = Control(
    name="function-without-alarm",
    handle="OBS-012",
    title="no alarm watches a function that others rely on",
    severity=Severity.LOW,
    judges=Function,
    maps_to=("OWASP-S10", "CSA-A5"),
    practices=("PF4",),
    fix="Add an alarm on the Errors of the function that tells somebody.",
)


@control.check
def check(subject: Function, app: Knowledge) -> Judged:
    """Fails where something triggers it and no alarm of the application has it as a dimension."""
    if not any(app.entries(subject)):
        return NOT_JUDGED
    watched = any_of(
        means(app, item.get("Value"), subject).under(guard).under(alarm.guard)
        for alarm in app.all(Alarm)
        for guard, item in alarm.dimensions.items()
    )
    return fails_if(
        ~watched, message=f"nobody is told when {subject.label} fails", evidence="no alarm"
    )
