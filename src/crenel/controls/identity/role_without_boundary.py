"""IAM-022: a role has no permissions boundary."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Identity, IdentityKind

control = Control(
    name="role-without-boundary",
    handle="IAM-022",
    title="a role has no permissions boundary",
    severity=Severity.INFO,
    judges=Identity,
    maps_to=("OWASP-S5", "NIST-AC-6"),
    practices=("IA1",),
    fix="Name the boundary of your organization in PermissionsBoundary.",
)


@control.check
def check(subject: Identity, _: Knowledge) -> Judged:
    """Fails where a role names no boundary: only a policy of the team makes that a weakness."""
    if subject.kind is not IdentityKind.ROLE:
        return NOT_JUDGED
    return fails_if(subject.boundary.is_absent(), at=subject.boundary, evidence="no boundary")
