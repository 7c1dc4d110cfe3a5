"""NET-003: a function in a network may talk to everywhere."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.references import means
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.model.entities import Function, SecurityGroup
from crenel.model.truth import Truth, any_of
from crenel.model.value import Value

control = Control(
    name="open-egress",
    handle="NET-003",
    title="the security group of a function lets it talk to everywhere",
    severity=Severity.MEDIUM,
    judges=SecurityGroup,
    maps_to=("CSA-A8", "OWASP-S3"),
    practices=("RO2",),
    fix="Write egress rules for the ports and destinations that the function needs.",
)
_LAST_PORT = 65535


@control.check
def check(group: SecurityGroup, app: Knowledge) -> Judged:
    """Fails where a function stands in it and all ports to all addresses are open."""
    functions = app.all(Function)
    groups = (one.network.get("SecurityGroupIds") for one in functions)
    used = any_of(means(app, one, group) for one in groups)
    if not used.possible:
        return NOT_JUDGED
    return fails_if(
        used & (group.egress.is_absent() | group.egress.any(_open)),
        at=group.egress,
        message=f"functions in {group.label} may talk to every address on every port",
        evidence="egress to everywhere",
    )


def _open(rule: Value) -> Truth:
    anywhere = rule.get("CidrIp").equals("0.0.0.0/0") | rule.get("CidrIpv6").equals("::/0")
    ports = rule.get("FromPort").less_than(2) & rule.get("ToPort").more_than(_LAST_PORT - 1)
    return anywhere & (rule.get("IpProtocol").equals("-1") | ports)
