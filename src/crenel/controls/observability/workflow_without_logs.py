"""OBS-009: a state machine records nothing of its executions."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Workflow

control = Control(
    name="workflow-without-logs",
    handle="OBS-009",
    title="a state machine records nothing of its executions",
    severity=Severity.LOW,
    judges=Workflow,
    maps_to=("OWASP-S10", "CSA-A5", "FSBP-StepFunctions.1"),
    practices=("RO1",),
    fix="Set LoggingConfiguration with Level: ERROR or ALL.",
)


@control.check
def check(subject: Workflow, _: Knowledge) -> Judged:
    """Fails where the level of logging is OFF, AWS's default."""
    return fails_if(
        subject.logging_level.equals("OFF"), at=subject.logging_level, evidence="no logs"
    )
