"""OBS-001: a function whose requests cannot be followed."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Function

control = Control(
    name="no-tracing",
    handle="OBS-001",
    title="a function does not record traces",
    severity=Severity.LOW,
    judges=Function,
    maps_to=("OWASP-S10", "CSA-A5", "FSBP-Lambda.7"),
    practices=("RO1", "PF4"),
    fix="Set TracingConfig: {Mode: Active}.",
)


@control.check
def check(function: Function, _: Knowledge) -> Judged:
    """Fails where tracing is not active; PassThrough is AWS's default."""
    return fails_if(
        ~function.tracing.equals("Active"),
        at=function.tracing,
        message=f"{function.label} records no traces",
    )
