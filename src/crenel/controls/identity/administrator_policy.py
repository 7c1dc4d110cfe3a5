"""IAM-001: managed policies that make an administrator."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.controls.identity._managed import named
from crenel.model.entities import Identity

control = Control(
    name="administrator-policy",
    handle="IAM-001",
    title="an identity holds a managed policy for administrators",
    severity=Severity.CRITICAL,
    judges=Identity,
    maps_to=("OWASP-S5", "CSA-A4", "NIST-AC-6", "NIST-AC-6(10)", "FSBP-IAM.1"),
    practices=("IA1", "PF1"),
    fix="Detach the policy and grant the few actions that the code calls on named resources.",
)


@control.check
def check(identity: Identity, _: Knowledge) -> Iterator[Judgement]:
    """Fails where an attached managed policy is one of the administrators' ones."""
    for guard, policy in identity.managed.items():
        yield fails_if(
            named(policy, "administrator").under(guard),
            at=policy,
            message=f"it holds {policy.text().rpartition('/')[2]}, a policy for administrators",
        )
