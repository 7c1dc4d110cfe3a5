"""IAM-018: another account may take a role on, whoever asks it to."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.controls.identity._trust import account_of, conditioned, trusted
from crenel.model.entities import Identity
from crenel.model.truth import Truth, truth
from crenel.model.value import Value
from crenel.model.verdict import Certainty

control = Control(
    name="cross-account-trust",
    handle="IAM-018",
    title="a role trusts another account without an external id or an organization",
    severity=Severity.HIGH,
    judges=Identity,
    maps_to=("OWASP-S5", "CSA-A4"),
    practices=("IA3",),
    fix="Add a condition on sts:ExternalId, aws:PrincipalOrgID or aws:PrincipalArn.",
)


@control.check
def check(identity: Identity, _: Knowledge) -> Iterator[Judgement]:
    """Fails where the trust policy names an account number and no condition narrows it."""
    for statement, guard, principal in trusted(identity, "AWS"):
        if principal.equals("*").certain:
            continue  # role-open-to-anyone tells it
        allows = statement.effect.equals("Allow")
        yield fails_if(
            (allows & _foreign(principal) & ~conditioned(statement)).under(guard),
            at=principal,
            message=f"it trusts {principal.text()} without a condition on who asks",
            certainty=Certainty.LIKELY,
        )


def _foreign(principal: Value) -> Truth:
    """A number that is written out is another account's: one's own is ``AWS::AccountId``."""
    text = principal.text()
    own = text == "${AWS::AccountId}" or "::${AWS::AccountId}:" in text
    if own or any(True for _ in principal.refs()):
        return truth(False, principal)
    return principal.test(lambda scalar: bool(account_of(str(scalar))))
