"""COD-006: a stack trace is part of a response."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity
from crenel.controls.code._sinks import judged
from crenel.model.entities import Function

control = Control(
    name="error-detail-returned",
    handle="COD-006",
    title="the code returns internals of an error to the caller",
    severity=Severity.MEDIUM,
    judges=Function,
    maps_to=("OWASP-S6", "CSA-A3", "NIST-SI-11"),
    practices=("CD3",),
    fix="Log the error with an id and return the id.",
)


@control.check
def check(function: Function, app: Knowledge) -> Judged:
    """A stack trace is part of a response."""
    return judged(function, app, "stack-trace-in-response")
