"""The managed policies of the provider: how wide they are, and what an identity keeps of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from crenel.analysis.grants import Grant, grants
from crenel.analysis.knowledge import Knowledge
from crenel.analysis.managed import statements_in
from crenel.controls.identity._lists import table
from crenel.model.entities import Identity
from crenel.model.truth import TRUE, Truth, any_of, truth
from crenel.model.value import Value


def named(policy: Value, group: str) -> Truth:
    """Is it one of the provider's policies of a group? A policy of the template itself is not."""
    if any(True for _ in policy.refs()):
        return truth(False, policy)
    return policy.endswith(*(f":policy/{name}" for name in table("managed")[group]))


def kept(
    identity: Identity,
    app: Knowledge,
    policy: Value,
    actions: Callable[[Grant], Iterable[str]],
) -> Truth:
    """Do Deny statements and the boundary leave one of these actions of an attached policy?

    ``actions`` picks those of each grant of it. A policy that is not in the data keeps all.
    """
    statements = statements_in(policy)
    if not statements or app.limits.none(identity):
        return TRUE
    found = ((one, tuple(actions(one))) for one in grants(statements))
    return any_of(app.limits.leave(identity, one, wanted) for one, wanted in found if wanted)


def gives(identity: Identity, app: Knowledge, name: str, action: str) -> Truth:
    """Is the policy of a name attached, and is this action, which it names, left of it?"""

    def wanted(grant: Grant) -> tuple[str, ...]:
        return (action,) if grant.action.text().lower() == action.lower() else ()

    found = ((guard, one, one.endswith(f"/{name}")) for guard, one in identity.managed.items())
    return any_of(
        (held & kept(identity, app, one, wanted)).under(guard)
        for guard, one, held in found
        if held.possible
    )
