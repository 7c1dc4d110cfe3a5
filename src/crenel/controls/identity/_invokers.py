"""Roles by which one service starts another: of state machines, rules, schedules, pipes, APIs."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls.identity._trust import trusted
from crenel.model.entities import Identity, Policy, PolicyHolder

WORKFLOWS = ("states.",)
_SERVICES = (
    "states.",
    "events.",
    "scheduler.",
    "pipes.",
    "apigateway.",
    "appsync.",
    "iot.",
)


def invokes(holder: PolicyHolder, app: Knowledge, services: tuple[str, ...] = _SERVICES) -> bool:
    """Is it a role that only these services take on, or a policy of such roles only?"""
    return app.once(("invokes", holder.id, services), lambda: _invokes(holder, app, services))


def _invokes(holder: PolicyHolder, app: Knowledge, services: tuple[str, ...]) -> bool:
    if isinstance(holder, Identity):
        named = [principal for _, _, principal in trusted(holder, "Service")]
        return bool(named) and all(one.startswith(*services).certain for one in named)
    holders = app.holders_of(holder) if isinstance(holder, Policy) else []
    return bool(holders) and all(invokes(one, app, services) for one in holders)
