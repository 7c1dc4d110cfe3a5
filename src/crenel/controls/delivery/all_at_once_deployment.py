"""DEP-002: a new version of a public function takes over all at once."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.triggers import asks_for_callers
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Deployment, Function
from crenel.model.truth import FALSE, Truth, any_of, unknown
from crenel.model.value import Unknown, UnknownKind

control = Control(
    name="all-at-once-deployment",
    handle="DEP-002",
    title="a new version of a public function takes over all at once",
    severity=Severity.LOW,
    judges=Function,
    maps_to=("CSA-A3",),
    practices=("DL2",),
    fix="Let CodeDeploy shift the traffic of the alias in steps (DeploymentPreference).",
)


@control.check
def check(subject: Function, app: Knowledge) -> Judged:
    """Fails where callers reach an alias that no gradual deployment moves.

    A function without an alias is judged by ``triggers-on-latest``.
    """
    doors = [one for one in app.entries(subject) if asks_for_callers(one)]
    if not doors or subject.alias.is_absent().certain:
        return NOT_JUDGED
    found = app.referrers(Deployment, "function", subject)
    shifted = any_of(_in_steps(one.entity).under(one.guard) for one in found)
    return fails_if(
        subject.alias.is_present() & ~(shifted | _by_others(app)),
        at=subject.alias,
        also=[(one.entity.kind, "its deployment") for one in found],
        evidence="all at once",
    )


def _in_steps(deployment: Deployment) -> Truth:
    return deployment.kind.contains("Canary") | deployment.kind.contains("Linear")


def _by_others(app: Knowledge) -> Truth:
    """A group whose function is named in an AppSpec elsewhere may be this one's."""
    for one in app.all(Deployment):
        if one.function.is_absent().certain and not _in_steps(one).refuted:
            name = f"the function that the deployment group {one.label} shifts"
            return unknown(Unknown(kind=UnknownKind.EXTERNAL, name=name))
    return FALSE
