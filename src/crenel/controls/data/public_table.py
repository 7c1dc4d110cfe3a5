"""DAT-010: a table whose own policy lets everyone in."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.openness import lets_anyone_in
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.model.entities import ResourcePolicy

control = Control(
    name="public-table",
    handle="DAT-010",
    title="a table's policy lets everyone in",
    severity=Severity.HIGH,
    judges=ResourcePolicy,
    maps_to=("OWASP-S5",),
    practices=("DN4", "IA3"),
    fix="Name the roles that use the table as principals.",
)


@control.check
def check(policy: ResourcePolicy, _: Knowledge) -> Iterator[Judgement]:
    """Fails where a statement allows everyone and no condition says who calls."""
    if policy.service == "dynamodb":
        for statement in policy.statements:
            yield fails_if(
                lets_anyone_in(statement, policy.statements),
                at=statement.principals,
                message=f"everyone may do {statement.actions.text()} on it",
                evidence=f"everyone {statement.actions.text()}",
            )
