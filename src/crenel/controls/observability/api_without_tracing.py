"""OBS-008: a stage of a REST API records no traces."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.stages import is_added
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import ApiKind, ApiStage

control = Control(
    name="api-without-tracing",
    handle="OBS-008",
    title="a stage of a REST API records no traces",
    severity=Severity.LOW,
    judges=ApiStage,
    maps_to=("OWASP-S10", "CSA-A5", "FSBP-APIGateway.3"),
    practices=("RO1",),
    fix="Set TracingEnabled: true on the stage.",
)


@control.check
def check(subject: ApiStage, _: Knowledge) -> Judged:
    """Fails where a REST stage does not trace; the one that SAM adds is nobody's way in."""
    if subject.kind is not ApiKind.REST or is_added(subject):
        return NOT_JUDGED
    return fails_if(~subject.tracing.is_true(), at=subject.tracing, evidence="no tracing")
