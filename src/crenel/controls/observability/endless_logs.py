"""OBS-002: logs of a function that are kept for ever."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.references import is_known
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Function, LogGroup
from crenel.model.truth import TRUE, all_of, unknown

control = Control(
    name="endless-logs",
    handle="OBS-002",
    title="nothing says how long a function's logs are kept",
    severity=Severity.LOW,
    judges=Function,
    maps_to=("OWASP-S10", "CSA-A5", "NIST-AU-11"),
    practices=("RO1",),
    fix="Declare the log group of the function with RetentionInDays.",
)


@control.check
def check(function: Function, app: Knowledge) -> Judged:
    """Fails where no log group of the function, made here, has a retention."""
    named = app.resolve(function.log_group, LogGroup)
    beside = (one for one in app.all(LogGroup) if app.resolve(one.name, Function) is function)
    groups = [named] if named else list(beside)
    elsewhere = function.log_group.is_present().certain and not is_known(function.log_group)
    if not groups and elsewhere:
        return fails_if(unknown(function.log_group), at=function.log_group)
    return fails_if(
        all_of(one.retention.is_absent() | ~TRUE.under(one.guard) for one in groups),
        at=groups[0].retention if groups else None,
        message=f"the logs of {function.label} are kept for ever",
        evidence="no retention",
    )
