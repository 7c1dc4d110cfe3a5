"""IAM-009: changing the permissions of anything."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity
from crenel.controls.identity._lists import actions
from crenel.controls.identity._reach import everywhere
from crenel.model.entities import PolicyHolder

_POWER = "change permissions on every resource"

control = Control(
    name="change-permissions-anywhere",
    handle="IAM-009",
    title="a policy allows changing permissions on every resource",
    severity=Severity.HIGH,
    judges=PolicyHolder,
    maps_to=("OWASP-S5", "CSA-A4"),
    practices=("IA1", "PF1"),
    fix="Leave these actions to the deployment, or name the resource.",
)


@control.check
def check(holder: PolicyHolder, app: Knowledge) -> Iterator[Judgement]:
    """Fails where such an action holds for every resource; all of a service is told elsewhere."""
    yield from everywhere(holder, app, actions("permissions"), _POWER, whole_services=False)
