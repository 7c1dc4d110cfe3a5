"""IAM-028: users and access keys in the application's template."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import AccessKey, Entity, Identity, IdentityKind
from crenel.model.truth import truth

control = Control(
    name="long-lived-credentials",
    handle="IAM-028",
    title="a user or an access key is made with the application",
    severity=Severity.HIGH,
    judges=Entity,
    maps_to=("OWASP-S2", "CSA-A7"),
    practices=("IA2",),
    fix="Use a role, and OIDC or single sign-on for what stands outside.",
)


@control.check
def check(entity: Entity, _: Knowledge) -> Judged:
    """Fails for a user, and for an access key that is not switched off."""
    if isinstance(entity, AccessKey):
        active = ~entity.status.equals("Inactive")
        return fails_if(active, message=f"an access key of {entity.user.text()} is made with it")
    if isinstance(entity, Identity) and entity.kind is not IdentityKind.GROUP:
        user = truth(entity.kind is IdentityKind.USER)
        return fails_if(user, message="a user with credentials of its own is made with it")
    return NOT_JUDGED
