"""COD-004: data from the event reaches pickle, marshal, yaml.load or the like."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity
from crenel.controls.code._sinks import judged
from crenel.model.entities import Function

control = Control(
    name="unsafe-deserialisation",
    handle="COD-004",
    title="the code deserialises the event with a format that can run code",
    severity=Severity.HIGH,
    judges=Function,
    maps_to=("OWASP-S8", "CSA-A1", "NIST-SI-10"),
    practices=("CD3",),
    fix="Use json, or yaml.safe_load, for what comes from outside.",
)


@control.check
def check(function: Function, app: Knowledge) -> Judged:
    """Data from the event reaches pickle, marshal, yaml.load or the like."""
    return judged(function, app, "unsafe-deserialisation")
