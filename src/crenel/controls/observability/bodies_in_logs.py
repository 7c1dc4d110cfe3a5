"""OBS-007: whole requests and answers in the log."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import ApiKind, ApiStage

control = Control(
    name="bodies-in-logs",
    handle="OBS-007",
    title="a stage of an API logs whole requests and answers",
    severity=Severity.MEDIUM,
    judges=ApiStage,
    maps_to=("OWASP-S3", "OWASP-S10"),
    practices=("DN3",),
    fix="Set DataTraceEnabled: false.",
)


@control.check
def check(stage: ApiStage, _: Knowledge) -> Judged:
    """Fails where data tracing is on and execution logging not off; HTTP APIs have neither."""
    if stage.kind is ApiKind.HTTP:
        return NOT_JUDGED
    return fails_if(
        stage.data_trace.is_true() & ~stage.logging_level.equals("OFF"),
        at=stage.data_trace,
        message=f"the stage {stage.name.text() or stage.label} logs whole requests and answers",
        evidence="data trace",
    )
