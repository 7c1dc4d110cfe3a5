"""DEP-010: production is protected less than another environment of the same application."""

from __future__ import annotations

from collections.abc import Iterable

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Judgement, Severity, fails_if
from crenel.controls.drift import Drift, drift
from crenel.model.entities import Entity
from crenel.model.truth import FALSE

control = Control(
    name="weaker-production",
    handle="DEP-010",
    title="production is protected less than another environment",
    severity=Severity.MEDIUM,
    judges=Entity,
    maps_to=("CSA-A3",),
    practices=("PF3",),
    fix="Give production the value that the other environment has.",
)


@control.check
def check(subject: Entity, app: Knowledge) -> Judged:
    """Fails where another control fails in production and passes elsewhere."""
    found = app.once(("drift",), lambda: drift(app, without=control.name))
    here = found.get(subject.origin.address)
    if here is None or here.entity != subject.id:
        return NOT_JUDGED
    return _worst_only(here)


def _worst_only(here: Drift) -> Iterable[Judgement]:
    """What differs; where nothing does, that alone."""
    different = [one for one in here.judgements if not one.bad.refuted]
    return different or [fails_if(FALSE, evidence="no drift")]
