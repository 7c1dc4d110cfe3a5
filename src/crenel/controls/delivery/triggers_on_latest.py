"""DEP-001: a public function is called in its newest version."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.triggers import asks_for_callers
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Function
from crenel.model.truth import any_of

control = Control(
    name="triggers-on-latest",
    handle="DEP-001",
    title="a public function is called in its newest version",
    severity=Severity.LOW,
    judges=Function,
    maps_to=("CSA-A3",),
    practices=("DL2",),
    fix="Publish an alias with each deployment and let routes call the alias.",
)


@control.check
def check(subject: Function, app: Knowledge) -> Judged:
    """Fails where something public calls $LATEST and no alias is published."""
    doors = [one for one in app.entries(subject) if asks_for_callers(one)]
    if not doors:
        return NOT_JUDGED
    latest = any_of(one.qualified.is_absent().under(one.guard) for one in doors)
    return fails_if(
        latest & subject.alias.is_absent(),
        at=subject.alias,
        also=[(one.origin.span, f"{one.label} calls it") for one in doors[:3]],
        evidence="no alias",
    )
