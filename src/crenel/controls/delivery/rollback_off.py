"""DEP-005: a deployment that fails is left half done."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import StackSettings

control = Control(
    name="rollback-off",
    handle="DEP-005",
    title="a deployment that fails is left half done",
    severity=Severity.LOW,
    judges=StackSettings,
    maps_to=("CSA-A3",),
    practices=("DL2",),
    fix="Remove disable_rollback from the settings of the environment that people use.",
)


@control.check
def check(subject: StackSettings, _: Knowledge) -> Judged:
    """Fails where the tool that deploys is told not to roll back; all of them do otherwise."""
    off = subject.rollback_off
    return fails_if(off.is_true(), at=off, evidence="no rollback")
