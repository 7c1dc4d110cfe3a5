"""COD-001: text from the event reaches eval, exec or a function made of text."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity
from crenel.controls.code._sinks import judged
from crenel.model.entities import Function

control = Control(
    name="code-injection",
    handle="COD-001",
    title="the code runs text from the event as code",
    severity=Severity.CRITICAL,
    judges=Function,
    maps_to=("OWASP-S1", "CSA-A1", "NIST-SI-10"),
    practices=("CD3",),
    fix="Parse what you expect (json.loads, ast.literal_eval, JSON.parse) and never run text.",
)


@control.check
def check(function: Function, app: Knowledge) -> Judged:
    """Text from the event reaches eval, exec or a function made of text."""
    return judged(function, app, "code-execution")
