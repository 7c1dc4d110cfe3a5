"""IAM-017: a role that anyone may take on."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.conditions import is_one_of
from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.controls.identity._trust import conditioned, trusted
from crenel.model.entities import Identity
from crenel.model.truth import FALSE, Truth, any_of
from crenel.model.value import Known, Value

_ANYONE_HAS = ("aws:multifactorauth",)

control = Control(
    name="role-open-to-anyone",
    handle="IAM-017",
    title="a role may be taken on by anyone in any account",
    severity=Severity.CRITICAL,
    judges=Identity,
    maps_to=("OWASP-S5", "CSA-A4", "NIST-AC-3"),
    practices=("IA3",),
    fix="Name the service or the role that takes it on as the principal.",
)


@control.check
def check(identity: Identity, _: Knowledge) -> Iterator[Judgement]:
    """Fails where the trust policy's principal is * and no condition says who that is."""
    for kind in ("AWS", "Service", "Federated"):
        for statement, guard, principal in trusted(identity, kind):
            allows = statement.effect.equals("Allow")
            yield fails_if(
                (allows & _anyone(principal) & ~conditioned(statement, weak=_ANYONE_HAS)).under(
                    guard
                ),
                at=principal,
                message=f"it trusts {principal.text()}: anyone with an AWS account may take it on",
            )


def _anyone(principal: Value) -> Truth:
    return any_of(_is_anyone(one).under(guard) for guard, one in principal.cases())


def _is_anyone(principal: Value) -> Truth:
    """What is put into an ARN during a deployment is an account or a role, never a pattern."""
    pattern = principal.startswith("arn:aws:iam::*:") if isinstance(principal, Known) else FALSE
    return is_one_of(principal, "*") | pattern
