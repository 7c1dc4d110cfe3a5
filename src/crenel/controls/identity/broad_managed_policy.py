"""IAM-021: managed policies for people, held by code."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.controls.identity._managed import named
from crenel.model.entities import Identity

control = Control(
    name="broad-managed-policy",
    handle="IAM-021",
    title="an identity holds a managed policy that is wider than its task",
    severity=Severity.HIGH,
    judges=Identity,
    maps_to=("OWASP-S5", "CSA-A4"),
    practices=("IA1", "PF1"),
    fix="Replace it with the few actions that the code calls, on named resources.",
)


@control.check
def check(identity: Identity, _: Knowledge) -> Iterator[Judgement]:
    """Fails where an attached managed policy is one that covers all of a service."""
    for guard, policy in identity.managed.items():
        yield fails_if(
            named(policy, "broad").under(guard),
            at=policy,
            message=f"it holds {policy.text().rpartition('/')[2]}, for all resources there are",
        )
