"""What the policies on things say of identities: grants, denials, and keys that ask for both.

IAM User Guide, "Policy evaluation logic", as of 2026-11: in one account an Allow on either side is
enough and a Deny on either side closes; a KMS key's policy has to delegate to the account before
policies of identities count.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from crenel.analysis.grants import speaks_of
from crenel.analysis.knowledge import Knowledge
from crenel.analysis.powers.arns import Arns, Thing
from crenel.analysis.powers.conditions import holds, surely_holds
from crenel.analysis.powers.powers import Powers
from crenel.analysis.powers.principals import delegates, names
from crenel.analysis.powers.vocabulary import DEEDS
from crenel.model.entities import Entity, Identity, Key, ResourcePolicy, Statement
from crenel.model.truth import TRUE, Truth, any_of
from crenel.model.value import Absent

_KINDS = tuple(dict.fromkeys(deed.kind for deed in DEEDS))


class ResourcePolicies:
    """The statements on each thing of one application."""

    def __init__(self, app: Knowledge, arns: Arns) -> None:
        self._app = app
        self._arns = arns

    @cached_property
    def _on(self) -> dict[str, list[Statement]]:
        found: dict[str, list[Statement]] = {}
        for policy in self._app.all(ResourcePolicy):
            for kind in _KINDS:
                for entity in self._app.application.resolve_all(policy.target, kind):
                    found.setdefault(entity.id, []).extend(policy.statements)
        return found

    @cached_property
    def closed(self) -> set[type[Entity]]:
        """Kinds of which some thing has a Deny: a power over all of them is not one over each."""
        entities = (self._app.application.get(name, Entity) for name in self._on)
        return {
            type(entity)
            for entity in entities
            if entity is not None
            and (isinstance(entity, Key) or any(map(_may_deny, self._on[entity.id])))
        }

    def left(
        self, granted: Truth, powers: Powers, action: str, entity: Entity, thing: Thing
    ) -> Truth:
        """What is left of a grant behind the policies on the thing."""
        statements = self._on.get(entity.id, [])
        for one in filter(_may_deny, statements):
            granted = granted & ~self._denies(one, powers, action, thing)
        if isinstance(entity, Key) and statements:
            granted = granted & self._delegated(statements, powers.identity, action)
        return granted

    def granting(
        self, powers: Powers, action: str, entity: Entity
    ) -> Iterator[tuple[Statement, Truth]]:
        """Allows on the thing that name the identity; everybody and the account are no name."""
        for one in self._on.get(entity.id, []):
            spoken = one.effect.equals("Allow") & speaks_of(one, action)
            if spoken.refuted or not isinstance(one.not_principals, Absent):
                continue
            named = any(
                self._app.resolve(item, Identity) is powers.identity
                for _, item in one.principals.get("AWS").items()
            )
            if named:
                yield one, (spoken & holds(one.condition, powers.request)).under(one.guard)

    def holders(self) -> Iterator[Entity]:
        """Every thing with a policy."""
        for name in self._on:
            entity = self._app.application.get(name, Entity)
            if entity is not None:
                yield entity

    def _denies(self, one: Statement, powers: Powers, action: str, thing: Thing) -> Truth:
        spoken = speaks_of(one, action)
        if spoken.refuted:
            return ~TRUE
        denies = one.effect.equals("Deny") & spoken & powers.covered_by(one, thing)
        named = names(one, powers.identity, self._app, self._arns)
        return (denies & named & surely_holds(one.condition, powers.request)).under(one.guard)

    def _delegated(self, statements: list[Statement], identity: Identity, action: str) -> Truth:
        return any_of(
            (
                one.effect.equals("Allow")
                & speaks_of(one, action)
                & (delegates(one) | names(one, identity, self._app, self._arns))
            ).under(one.guard)
            for one in statements
        )


def _may_deny(statement: Statement) -> bool:
    return not statement.effect.equals("Deny").refuted
