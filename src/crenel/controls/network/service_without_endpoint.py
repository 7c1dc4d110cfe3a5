"""NET-006: a function in a network calls AWS over the internet."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.network._services import allowed_services, endpoint_of, has_network
from crenel.model.entities import Function

control = Control(
    name="service-without-endpoint",
    handle="NET-006",
    title="a function in a network calls AWS over the internet",
    severity=Severity.LOW,
    judges=Function,
    maps_to=("NIST-SC-7",),
    practices=("RO2",),
    fix="Add a VPC endpoint for each service that the function calls.",
)


@control.check
def check(subject: Function, app: Knowledge) -> Judged:
    """Fails for each service that its role may call and that its network has no endpoint for."""
    subnets = subject.network.get("SubnetIds")
    if subnets.is_absent().certain:
        return NOT_JUDGED
    return [
        fails_if(
            subnets.is_present() & has_network(subnets, app) & ~endpoint_of(service, app),
            at=subnets,
            message=f"what {subject.label} sends to {title} leaves its network",
            evidence=service,
        )
        for service, title in allowed_services(subject, app)
    ]
