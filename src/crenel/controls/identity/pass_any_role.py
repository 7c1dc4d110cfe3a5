"""IAM-005: iam:PassRole for any role to any service."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.globs import Actions
from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity
from crenel.controls.identity._reach import everywhere
from crenel.model.entities import PolicyHolder

_PASS = Actions(["iam:PassRole"])

control = Control(
    name="pass-any-role",
    handle="IAM-005",
    title="an identity may pass any role to any service",
    severity=Severity.HIGH,
    judges=PolicyHolder,
    maps_to=("OWASP-S5", "CSA-A4", "NIST-AC-6"),
    practices=("IA1", "PF1"),
    fix="Name the roles as resources and the service in a condition on iam:PassedToService.",
)


@control.check
def check(holder: PolicyHolder, app: Knowledge) -> Iterator[Judgement]:
    """Fails where iam:PassRole holds for all roles and no condition names the service."""
    yield from everywhere(holder, app, _PASS, "pass any role to any service", whole_services=False)
