"""NET-005: a function stands in a public subnet."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Function, Subnet

control = Control(
    name="function-in-public-subnet",
    handle="NET-005",
    title="a function stands in a public subnet",
    severity=Severity.INFO,
    judges=Function,
    maps_to=("CSA-A3",),
    practices=("RO2",),
    fix="Name private subnets, and give them a NAT gateway where the function needs the internet.",
)


@control.check
def check(subject: Function, app: Knowledge) -> Judged:
    """Fails where one of its subnets gives out public addresses: functions never get one."""
    subnets = subject.network.get("SubnetIds")
    named = [(item, app.resolve(item, Subnet)) for _, item in subnets.items()]
    found = [(item, subnet) for item, subnet in named if subnet is not None]
    if not found:
        return NOT_JUDGED
    return [
        fails_if(
            subnet.public.is_true(),
            at=item,
            message=f"{subject.label} stands in the public subnet {subnet.label}",
            evidence=subnet.label,
        )
        for item, subnet in found
    ]
