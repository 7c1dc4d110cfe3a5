"""OBS-003: logs are deleted before anybody would look for them."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import LogGroup

control = Control(
    name="short-lived-logs",
    handle="OBS-003",
    title="logs are deleted before anybody would look for them",
    severity=Severity.LOW,
    judges=LogGroup,
    maps_to=("OWASP-S10", "CSA-A5", "NIST-AU-11"),
    practices=("RO1",),
    fix="Keep logs for 30 days or more.",
)


@control.check
def check(subject: LogGroup, _: Knowledge) -> Judged:
    """Fails where logs are kept for less than 30 days."""
    return fails_if(
        subject.retention.less_than(30),
        at=subject.retention,
        message=f"{subject.label} keeps logs for {subject.retention.text()} days",
    )
