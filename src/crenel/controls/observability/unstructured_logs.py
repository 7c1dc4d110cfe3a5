"""OBS-013: a function writes its logs as plain text."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Function

control = Control(
    name="unstructured-logs",
    handle="OBS-013",
    title="a function writes its logs as plain text",
    severity=Severity.INFO,
    judges=Function,
    maps_to=(),
    practices=("RO1",),
    fix="Set LoggingConfig: {LogFormat: JSON}.",
)


@control.check
def check(subject: Function, _: Knowledge) -> Judged:
    """Fails where the log format is Text, AWS's default."""
    return fails_if(subject.log_format.equals("Text"), at=subject.log_format)
