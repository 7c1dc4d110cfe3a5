"""SEC-011: a secret that everyone may read or change."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.openness import lets_anyone_in
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import ResourcePolicy

control = Control(
    name="public-secret-policy",
    handle="SEC-011",
    title="the policy of a secret lets everyone in",
    severity=Severity.CRITICAL,
    judges=ResourcePolicy,
    maps_to=("OWASP-S5", "CSA-A7"),
    practices=("SC4",),
    fix="Name the principals that need the secret, and set BlockPublicPolicy: true.",
)


@control.check
def check(policy: ResourcePolicy, _: Knowledge) -> Judged:
    """Fails for each statement for every principal that no condition narrows."""
    if policy.service != "secretsmanager":
        return NOT_JUDGED
    return [
        fails_if(
            lets_anyone_in(statement, policy.statements) & ~policy.public_blocked.is_true(),
            at=statement.principals,
            message=f"{policy.label} allows {statement.actions.text()} to everyone",
            evidence=f"* {statement.actions.text()}",
        )
        for statement in policy.statements
    ]
