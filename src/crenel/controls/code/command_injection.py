"""COD-002: text from the event reaches a shell."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity
from crenel.controls.code._sinks import judged
from crenel.model.entities import Function

control = Control(
    name="command-injection",
    handle="COD-002",
    title="the code gives text from the event to a shell",
    severity=Severity.CRITICAL,
    judges=Function,
    maps_to=("OWASP-S1", "CSA-A1", "NIST-SI-10"),
    practices=("CD3",),
    fix="Pass the program and its arguments as a list, without a shell.",
)


@control.check
def check(function: Function, app: Knowledge) -> Judged:
    """Text from the event reaches a shell."""
    return judged(function, app, "shell-command")
