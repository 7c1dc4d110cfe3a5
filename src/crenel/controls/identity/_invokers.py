"""Roles by which one service starts another: of state machines, rules, schedules, pipes, APIs."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls.identity._trust import trusted
from crenel.model.entities import Identity, Policy, PolicyHolder

_SERVICES = (
    "states.",
    "events.",
    "scheduler.",
    "pipes.",
    "apigateway.",
    "appsync.",
    "iot.",
)


def invokes(holder: PolicyHolder, app: Knowledge) -> bool:
    """Is it such a role, or a policy of such roles only?"""
    if isinstance(holder, Identity):
        services = [principal for _, _, principal in trusted(holder, "Service")]
        return bool(services) and all(one.startswith(*_SERVICES).certain for one in services)
    return isinstance(holder, Policy) and _only_theirs(holder, app)


def _only_theirs(policy: Policy, app: Knowledge) -> bool:
    holders = app.holders_of(policy)
    return bool(holders) and all(invokes(one, app) for one in holders)
