"""IAM-023: a role may change network interfaces, and its function stands in no network."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Function
from crenel.model.truth import any_of

control = Control(
    name="network-permission-without-network",
    handle="IAM-023",
    title="a role may change network interfaces, and its function stands in no network",
    severity=Severity.LOW,
    judges=Function,
    maps_to=("CSA-A4",),
    practices=("IA1",),
    fix="Replace AWSLambdaVPCAccessExecutionRole by AWSLambdaBasicExecutionRole.",
)


@control.check
def check(subject: Function, app: Knowledge) -> Judged:
    """Fails where the role holds the policy for functions in a VPC and the function is in none."""
    identity = app.identity_of(subject)
    if identity is None:
        return NOT_JUDGED
    held = identity.managed.any(lambda one: one.endswith("/AWSLambdaVPCAccessExecutionRole"))
    if not held.possible:
        return NOT_JUDGED
    others = any_of(other.network.is_present() for other in app.functions_as(identity))
    return fails_if(
        held & ~others,
        at=identity.managed,
        message=f"{subject.label} stands in no network, but may change network interfaces",
        evidence="AWSLambdaVPCAccessExecutionRole",
    )
