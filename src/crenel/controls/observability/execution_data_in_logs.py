"""OBS-009B: a state machine logs the data that passes through it."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Workflow

control = Control(
    name="execution-data-in-logs",
    handle="OBS-009B",
    title="a state machine logs the data that passes through it",
    severity=Severity.LOW,
    judges=Workflow,
    maps_to=("OWASP-S10",),
    practices=("DN3",),
    fix="Set IncludeExecutionData: false.",
)


@control.check
def check(subject: Workflow, _: Knowledge) -> Judged:
    """Fails where inputs and outputs of states are logged."""
    return fails_if(subject.log_execution_data.is_true(), at=subject.log_execution_data)
