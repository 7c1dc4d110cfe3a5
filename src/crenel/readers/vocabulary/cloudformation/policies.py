"""Policy documents -> statements. The language itself is the business of the policy room."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.entities import Statement
from crenel.model.guard import Guard
from crenel.model.value import Value


def statements(document: Value, guard: Guard | None = None) -> tuple[Statement, ...]:
    """The statements of a document, each under its guard."""
    return tuple(_statements(document, guard or Guard()))


def inline_statements(policies: Value) -> tuple[Statement, ...]:
    """The statements of a list of inline policies (``PolicyName``, ``PolicyDocument``)."""
    return tuple(
        statement
        for guard, policy in policies.items()
        for statement in statements(policy.get("PolicyDocument"), guard)
    )


def _statements(document: Value, guard: Guard) -> Iterator[Statement]:
    for inner, node in document.get("Statement").items():
        joined = guard.conjoin(inner)
        if joined is not None:
            yield Statement(
                effect=node.get("Effect"),
                actions=node.get("Action"),
                not_actions=node.get("NotAction"),
                resources=node.get("Resource"),
                not_resources=node.get("NotResource"),
                principals=node.get("Principal"),
                not_principals=node.get("NotPrincipal"),
                condition=node.get("Condition"),
                whole=node,
                guard=joined,
            )
