"""COD-003: a statement is put together of text from the event."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity
from crenel.controls.code._sinks import judged
from crenel.model.entities import Function

control = Control(
    name="sql-injection",
    handle="COD-003",
    title="the code builds SQL from the event",
    severity=Severity.HIGH,
    judges=Function,
    maps_to=("OWASP-S1", "CSA-A1", "NIST-SI-10"),
    practices=("CD3",),
    fix="Use placeholders and pass the values beside the statement.",
)


@control.check
def check(function: Function, app: Knowledge) -> Judged:
    """A statement is put together of text from the event."""
    return judged(function, app, "sql-injection")
