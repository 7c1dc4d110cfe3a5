"""NET-004: a security group of functions lets connections in."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.references import means
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Function, SecurityGroup
from crenel.model.truth import any_of

control = Control(
    name="ingress-to-functions",
    handle="NET-004",
    title="a security group of functions lets connections in",
    severity=Severity.LOW,
    judges=SecurityGroup,
    maps_to=("OWASP-S6",),
    practices=("RO2",),
    fix="Remove the ingress rules, and give what does listen a group of its own.",
)


@control.check
def check(subject: SecurityGroup, app: Knowledge) -> Judged:
    """Fails where functions stand in it and it has ingress rules."""
    used = any_of(
        means(app, one.network.get("SecurityGroupIds"), subject) for one in app.all(Function)
    )
    if not used.possible:
        return NOT_JUDGED
    return fails_if(used & subject.ingress.is_present(), at=subject.ingress, evidence="ingress")
