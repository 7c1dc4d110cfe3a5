"""IAM-002: every action on every resource."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.grants import all_services, grants
from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.model.entities import PolicyHolder

control = Control(
    name="wildcard-action",
    handle="IAM-002",
    title="a policy allows every action on every resource",
    severity=Severity.CRITICAL,
    judges=PolicyHolder,
    maps_to=("OWASP-S5", "CSA-A4", "NIST-AC-6", "FSBP-IAM.1"),
    practices=("IA1", "PF1"),
    fix="Name the actions that the code calls and the resources that it calls them on.",
)


@control.check
def check(holder: PolicyHolder, _: Knowledge) -> Iterator[Judgement]:
    """Fails where an Allow statement pairs the action * with a resource of *."""
    for grant in grants(holder.statements):
        every = all_services(grant.action)
        if every.refuted:
            yield fails_if(every, at=grant.action)
            continue
        yield fails_if(
            grant.unscoped() & every,
            at=grant.action,
            message="its holder may do everything in the account",
            also=[(grant.statement.resources, "on every resource")],
            evidence=f"* on {grant.resources}",
        )
