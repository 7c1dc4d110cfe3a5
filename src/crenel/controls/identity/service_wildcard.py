"""IAM-003: all actions of a service."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity
from crenel.controls.identity._invokers import WORKFLOWS, invokes
from crenel.controls.identity._wildcards import service_wildcards
from crenel.model.entities import PolicyHolder

control = Control(
    name="service-wildcard",
    handle="IAM-003",
    title="a policy allows every action of a service",
    severity=Severity.HIGH,
    judges=PolicyHolder,
    maps_to=("OWASP-S5", "CSA-A4", "NIST-AC-6", "NIST-AC-3"),
    practices=("IA1", "PF1"),
    fix="Replace the wildcard with the few actions that the code calls.",
)


@control.check
def check(holder: PolicyHolder, app: Knowledge) -> Judged:
    """Fails where an Allow statement names ``service:*``; state machines' roles are told apart."""
    if invokes(holder, app, WORKFLOWS):
        return NOT_JUDGED  # workflow-role-wildcard tells it
    return service_wildcards(holder)
