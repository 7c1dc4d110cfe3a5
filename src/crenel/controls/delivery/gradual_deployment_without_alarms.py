"""DEP-003: a gradual deployment that nothing watches."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Deployment

control = Control(
    name="gradual-deployment-without-alarms",
    handle="DEP-003",
    title="a gradual deployment has no alarms that stop it",
    severity=Severity.MEDIUM,
    judges=Deployment,
    maps_to=("CSA-A3",),
    practices=("DL2",),
    fix="Name alarms on errors of the new version in the deployment's configuration.",
)


@control.check
def check(deployment: Deployment, _: Knowledge) -> Judged:
    """Fails where traffic is shifted in steps and no alarm is named, or alarms are ignored."""
    gradual = deployment.kind.contains("Canary") | deployment.kind.contains("Linear")
    if gradual.refuted:
        return NOT_JUDGED
    unwatched = ~deployment.alarms.any(lambda one: one.is_present())
    return fails_if(
        gradual & (unwatched | deployment.enabled.is_false()),
        at=deployment.kind,
        message=f"nothing stops {deployment.label} when the new version fails",
    )
