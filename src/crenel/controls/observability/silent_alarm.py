"""OBS-017: an alarm tells nobody."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Alarm

control = Control(
    name="silent-alarm",
    handle="OBS-017",
    title="an alarm tells nobody",
    severity=Severity.LOW,
    judges=Alarm,
    maps_to=("OWASP-S10",),
    practices=("PF4",),
    fix="Name a topic or another action in AlarmActions and leave ActionsEnabled on.",
)


@control.check
def check(subject: Alarm, _: Knowledge) -> Judged:
    """Fails where actions are switched off or there are none."""
    off = subject.enabled.is_false()
    return fails_if(
        off | subject.actions.is_absent(),
        at=subject.enabled if off.certain else subject.actions,
        message=f"{subject.label} tells nobody when it goes off",
        evidence="no actions",
    )
