"""IAM-003: all actions of a service."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.grants import all_services, grants, narrowed, service_wide
from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.controls.identity._reach import short
from crenel.model.entities import PolicyHolder

# Services whose few actions all mean "use it": connecting to a database, calling an API.
_SMALL = ("execute-api:", "rds-db:", "appsync:", "ssmmessages:", "ec2messages:", "xray:")

control = Control(
    name="service-wildcard",
    handle="IAM-003",
    title="a policy allows every action of a service",
    severity=Severity.HIGH,
    judges=PolicyHolder,
    maps_to=("OWASP-S5", "CSA-A4", "NIST-AC-6", "NIST-AC-3"),
    fix="Replace the wildcard with the few actions that the code calls.",
    aliases=("IAM-026",),
)


@control.check
def check(holder: PolicyHolder, _: Knowledge) -> Iterator[Judgement]:
    """Fails where an Allow statement names ``service:*``, or ``*`` on named resources."""
    for grant in grants(holder.statements):
        if (grant.unscoped() & all_services(grant.action)).certain:
            continue  # wildcard-action tells it
        wide = service_wide(grant.action) & ~grant.action.startswith(*_SMALL)
        narrow = narrowed(grant.statement).under(grant.guard)
        yield fails_if(
            grant.allows() & wide & ~narrow,
            at=grant.action,
            message=f"it may do {grant.action.text()} on {short(grant.resources)}",
            evidence=f"{grant.action.text()} on {grant.resources}",
        )
