"""DAT-018: a key that everyone may use."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.openness import lets_anyone_in
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.model.entities import ResourcePolicy

control = Control(
    name="public-key",
    handle="DAT-018",
    title="a key's policy lets everyone in",
    severity=Severity.HIGH,
    judges=ResourcePolicy,
    maps_to=("FSBP-KMS.5", "NIST-SC-12"),
    practices=("DN1", "DN4"),
    fix="Name the account and the roles that use the key as principals.",
)


@control.check
def check(policy: ResourcePolicy, _: Knowledge) -> Iterator[Judgement]:
    """Fails where a statement allows everyone and no condition says who calls."""
    if policy.service == "kms":
        for statement in policy.statements:
            yield fails_if(
                lets_anyone_in(statement, policy.statements),
                at=statement.principals,
                message=f"everyone may do {statement.actions.text()} with it",
                evidence=f"everyone {statement.actions.text()}",
            )
