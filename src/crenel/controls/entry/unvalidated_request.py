"""ENT-019: a REST method that takes a body and has it looked at by nobody before the function."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.entry._routes import called, preflight
from crenel.model.entities import EntryKind, EntryPoint

control = Control(
    name="unvalidated-request",
    handle="ENT-019",
    title="a REST route passes on request bodies without validation",
    severity=Severity.MEDIUM,
    judges=EntryPoint,
    maps_to=("OWASP-S1", "CSA-A1"),
    practices=("CD3",),
    fix="Give the method a request validator and a model of its body.",
)


@control.check
def check(entry: EntryPoint, _: Knowledge) -> Judged:
    """Fails for a POST, PUT or PATCH method without a request validator."""
    takes_body = entry.method.equals("POST", "PUT", "PATCH")
    if entry.kind is not EntryKind.REST_METHOD or preflight(entry) or takes_body.refuted:
        return NOT_JUDGED
    return fails_if(
        takes_body & entry.validator.is_absent(),
        at=entry.method,
        message=f"{called(entry)} passes on request bodies without validation",
        evidence=called(entry),
    )
