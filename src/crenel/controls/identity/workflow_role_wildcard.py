"""IAM-026: a state machine that may do all that a service can."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity
from crenel.controls.identity._invokers import WORKFLOWS, invokes
from crenel.controls.identity._wildcards import service_wildcards
from crenel.model.entities import PolicyHolder

control = Control(
    name="workflow-role-wildcard",
    handle="IAM-026",
    title="a state machine's role allows every action of a service",
    severity=Severity.HIGH,
    judges=PolicyHolder,
    maps_to=("OWASP-S5", "CSA-A4"),
    practices=("IA1", "PF1"),
    fix="List the actions that the definition's tasks use, on the resources that they use.",
)


@control.check
def check(holder: PolicyHolder, app: Knowledge) -> Judged:
    """Fails where the role of a state machine has an Allow statement with ``service:*``."""
    if not invokes(holder, app, WORKFLOWS):
        return NOT_JUDGED
    return service_wildcards(holder)
