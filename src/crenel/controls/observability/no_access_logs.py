"""OBS-005: nobody can say who used an API."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.stages import called
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import ApiStage

control = Control(
    name="no-access-logs",
    handle="OBS-005",
    title="a stage of an API keeps no access logs",
    severity=Severity.MEDIUM,
    judges=ApiStage,
    maps_to=("OWASP-S10", "CSA-A5", "FSBP-APIGateway.9", "NIST-AU-2", "NIST-AU-12"),
    practices=("RO1", "PF4"),
    fix="Set a destination for access logs on the stage.",
)


@control.check
def check(stage: ApiStage, _: Knowledge) -> Judged:
    """Fails where the stage names no destination for access logs."""
    return fails_if(
        stage.access_log.is_absent(),
        message=f"nobody can say who used the stage {called(stage)}",
        evidence="no access logs",
    )
