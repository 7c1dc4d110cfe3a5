"""ENT-001: a function URL that asks callers for nothing."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import EntryKind, EntryPoint

control = Control(
    name="public-function-url",
    handle="ENT-001",
    title="a function URL answers anyone on the internet",
    severity=Severity.HIGH,
    judges=EntryPoint,
    maps_to=("OWASP-S2", "CSA-A2", "NIST-AC-3", "NIST-SC-7"),
    practices=("IA5", "RO2"),
    fix="Set AuthType: AWS_IAM, or put the function behind an API with an authorizer.",
)


@control.check
def check(entry: EntryPoint, _: Knowledge) -> Judged:
    """Fails where the URL's authorization type is NONE."""
    if entry.kind is not EntryKind.FUNCTION_URL:
        return NOT_JUDGED
    return fails_if(entry.auth.equals("NONE"), at=entry.auth)
