"""What the controls of resource policies share."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.openness import lets_anyone_in
from crenel.controls import Judgement, fails_if
from crenel.model.entities import ResourcePolicy, Statement


def open_statements(policy: ResourcePolicy, where: str) -> Iterator[Judgement]:
    """One judgement for each statement that may allow something."""
    for statement in policy.statements:
        if statement.effect.equals("Deny").certain:
            continue
        yield fails_if(
            lets_anyone_in(statement, policy.statements),
            at=statement.not_principals
            if statement.not_principals.is_present().certain
            else statement.principals,
            message=f"{_who(statement)} may do {_what(statement)} on {where}",
            evidence=f"{_who(statement)} {_what(statement)}",
        )


def _who(statement: Statement) -> str:
    spared = statement.not_principals.is_present().certain
    return f"everybody but {statement.not_principals.text()}" if spared else "anyone"


def _what(statement: Statement) -> str:
    if statement.not_actions.is_present().certain:
        return f"everything but {statement.not_actions.text()}"
    actions = [one.text() for _, one in statement.actions.items()]
    return ", ".join(actions[:4]) + (" and more" if len(actions) > 4 else "")  # noqa: PLR2004
