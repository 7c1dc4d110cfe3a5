"""OBS-010: a state machine records no traces."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Workflow

control = Control(
    name="workflow-without-tracing",
    handle="OBS-010",
    title="a state machine records no traces",
    severity=Severity.LOW,
    judges=Workflow,
    maps_to=("OWASP-S10", "CSA-A5"),
    practices=("RO1",),
    fix="Set TracingConfiguration: {Enabled: true}.",
)


@control.check
def check(subject: Workflow, _: Knowledge) -> Judged:
    """Fails where tracing is not enabled."""
    return fails_if(~subject.tracing.is_true(), at=subject.tracing, evidence="no tracing")
