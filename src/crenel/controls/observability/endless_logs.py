"""OBS-002: logs of a function that are kept for ever."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.references import is_known
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Function, LogGroup
from crenel.model.truth import TRUE, Truth, all_of, any_of, unknown

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
    beside = [one.entity for one in app.referrers(LogGroup, "name", function)]
    named = app.meanings(function.log_group, LogGroup)
    groups = [group for _, group in named if group is not None] or beside
    return fails_if(
        any_of(_endless(function, group, beside).under(guard) for guard, group in named),
        at=groups[0].retention if groups else None,
        message=f"the logs of {function.label} are kept for ever",
        evidence="no retention",
    )


def _endless(function: Function, named: LogGroup | None, beside: list[LogGroup]) -> Truth:
    """Without a group that the function names, the one that stands beside it under its name."""
    groups = [named] if named is not None else beside
    elsewhere = function.log_group.is_present().certain and not is_known(function.log_group)
    if not groups and elsewhere:
        return unknown(function.log_group)
    return all_of(one.retention.is_absent() | ~TRUE.under(one.guard) for one in groups)
