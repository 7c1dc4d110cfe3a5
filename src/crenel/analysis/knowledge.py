"""What is known of one application: the questions that controls ask."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from crenel.analysis.denials import Denials
from crenel.analysis.grants import Grant, grants
from crenel.analysis.index import Index, Referrer
from crenel.model.application import Application, E
from crenel.model.entities import (
    EntryPoint,
    Function,
    Identity,
    Policy,
    PolicyHolder,
    ResourcePolicy,
    Statement,
)
from crenel.model.entities.base import Entity
from crenel.model.guard import Guard
from crenel.model.truth import Truth, any_of
from crenel.model.value import Value
from crenel.readers.root import Root

if TYPE_CHECKING:
    from crenel.analysis.code import Code, CodeBase
    from crenel.analysis.environments import Environments
    from crenel.analysis.layers import Layers
    from crenel.analysis.permissions.answer import Permissions
    from crenel.analysis.powers.limits import Limits
    from crenel.analysis.powers.reach import PowerBase


T = TypeVar("T")


class Knowledge:
    """An application, the day on which it is judged, and what follows from both."""

    def __init__(self, application: Application, today: date, root: Root | None = None) -> None:
        self.application = application
        self.today = today
        self._root = root
        self._once: dict[Hashable, Any] = {}
        self.environments: Environments | None = None
        """The application in all its environments; None where there is but one."""

    def elsewhere(self, application: Application) -> Knowledge:
        """What is known of the same application in another environment: the code is the same."""
        other = Knowledge(application, self.today, self._root)
        if self._root is not None:
            other.__dict__["code"] = self.code
        return other

    @property
    def root(self) -> Root | None:
        """The files beside the templates; None where only these are to be read."""
        return self._root

    @cached_property
    def code(self) -> CodeBase | None:
        """The code of the functions; None where it is not to be read."""
        if self._root is None:
            return None
        from crenel.analysis.code import CodeBase  # noqa: PLC0415 - the parsers load late

        return CodeBase(self._root, self.layers_of)

    def layers_of(self, function: Function) -> Layers:
        """The layers of a function: those among the files, and those elsewhere."""
        from crenel.analysis.layers import Layers, layers_of  # noqa: PLC0415 - loads late

        if self._root is None or function.layers.is_absent().certain:
            return Layers()
        return layers_of(function, self.application, self._root)

    def code_of(self, function: Function) -> Code | None:
        """A function's code, where it was found and read."""
        from crenel.code.locate import NotFound  # noqa: PLC0415 - the parsers load late

        found = self.code.of(function) if self.code is not None else None
        return None if found is None or isinstance(found, NotFound) else found

    def all(self, kind: type[E]) -> list[E]:
        """Every entity of a kind."""
        return self.application.all(kind)

    def resolve(self, value: Value, kind: type[E]) -> E | None:
        """The entity that a value means in every deployment, if it is in this application."""
        return self.application.resolve(value, kind)

    def refers(self, value: Value, entity: Entity) -> bool:
        """Does a value (or one of a list) refer to this entity, in some deployment?"""
        return entity in self.application.resolve_all(value, type(entity))

    def meanings(self, value: Value, kind: type[E]) -> list[tuple[Guard, E | None]]:
        """What a value means under each guard; the guards cover every deployment."""
        return self.application.meanings(value, kind)

    def whichever(
        self, value: Value, kind: type[E], ask: Callable[[E], Truth], *, none: Truth
    ) -> Truth:
        """What ``ask`` says of the entity that a value means, in each deployment by itself.

        ``none`` is the answer where it means no entity of this kind in this application.
        """
        meant = self.meanings(value, kind)
        return any_of((none if one is None else ask(one)).under(guard) for guard, one in meant)

    def index(self, kind: type[E], field: str, target: type[Entity]) -> Index[E]:
        """The entities of a kind by what one of their fields refers to."""
        return self.once(
            (kind, field, target), lambda: Index(self.application, kind, field, target)
        )

    def referrers(self, kind: type[E], field: str, entity: Entity) -> list[Referrer[E]]:
        """The entities of a kind whose field refers to this one, each with its guard."""
        return self.index(kind, field, type(entity)).of(entity)

    def once(self, key: Hashable, work: Callable[[], T]) -> T:
        """What ``work`` gives, done once for this application; keys begin with who asks."""
        if key not in self._once:
            self._once[key] = work()
        found: T = self._once[key]
        return found

    def _all_of(self, value: Value, kind: type[E]) -> list[E]:
        """Each entity that a value may mean, once."""
        return list(dict.fromkeys(self.application.resolve_all(value, kind)))

    # -- functions ---------------------------------------------------------------------------

    @cached_property
    def _entries(self) -> dict[str, list[EntryPoint]]:
        found: dict[str, list[EntryPoint]] = {}
        for entry in self.all(EntryPoint):
            for function in self.functions_of(entry):
                found.setdefault(function.id, []).append(entry)
        return found

    def entries(self, function: Function) -> list[EntryPoint]:
        """Every way into a function."""
        return self._entries.get(function.id, [])

    def functions_of(self, entry: EntryPoint) -> list[Function]:
        """Every function that may be behind an entry point."""
        return self._all_of(entry.function, Function)

    def function_of(self, entry: EntryPoint) -> Function | None:
        """The function that is behind an entry point in every deployment."""
        return self.resolve(entry.function, Function)

    # -- identities --------------------------------------------------------------------------

    def identity_of(self, function: Function) -> Identity | None:
        """The role that a function runs as in every deployment, if it is in this application."""
        return self.resolve(function.identity, Identity)

    def functions_as(self, identity: Identity) -> list[Function]:
        """The functions that run as a role."""
        return self._functions_as.get(identity.id, [])

    @cached_property
    def _functions_as(self) -> dict[str, list[Function]]:
        found: dict[str, list[Function]] = {}
        for function in self.all(Function):
            for role in self._all_of(function.identity, Identity):
                found.setdefault(role.id, []).append(function)
        return found

    def denials_of(self, holder: PolicyHolder) -> Denials:
        """What is denied to a holder again; to an identity, by policies attached to it too."""
        return self.once(("denials", holder.id), lambda: Denials(self._all_statements(holder)))

    def _all_statements(self, holder: PolicyHolder) -> Sequence[Statement]:
        return self.statements_of(holder) if isinstance(holder, Identity) else holder.statements

    def grants_of(self, holder: PolicyHolder) -> list[Grant]:
        """What the statements written in a holder may allow, action by action."""
        return self.once(("grants", holder.id), lambda: list(grants(holder.statements)))

    def statements_of(self, identity: Identity) -> list[Statement]:
        """Every statement that an identity holds: inline, and of policies attached to it."""
        attached = (one for policy in self.policies_of(identity) for one in policy.statements)
        return [*identity.statements, *attached]

    def policies_of(self, identity: Identity) -> list[Policy]:
        """The policies of this application that an identity holds."""
        return self._policies_of.get(identity.id, [])

    @cached_property
    def _policies_of(self) -> dict[str, list[Policy]]:
        found: dict[str, list[Policy]] = {}
        for policy in self.all(Policy):
            for holder in self.holders_of(policy):
                found.setdefault(holder.id, []).append(policy)
        return found

    def managed_statements_of(self, identity: Identity) -> tuple[Statement, ...]:
        """Every statement of the AWS managed policies that an identity has, from dated data."""
        from crenel.analysis.managed import managed_statements  # noqa: PLC0415 - its data load late

        if identity.id not in self._managed:
            self._managed[identity.id] = managed_statements(identity)
        return self._managed[identity.id]

    @cached_property
    def _managed(self) -> dict[str, tuple[Statement, ...]]:
        return {}

    @cached_property
    def powers(self) -> PowerBase:
        """What every identity may do to which thing."""
        from crenel.analysis.powers.reach import PowerBase  # noqa: PLC0415 - loads late

        return PowerBase(self)

    @cached_property
    def limits(self) -> Limits:
        """What Deny statements and boundaries leave of grants."""
        from crenel.analysis.powers.limits import Limits  # noqa: PLC0415 - loads late

        return Limits(self, self.powers)

    def policy_of(self, value: Value) -> Policy | None:
        """The policy of this application that a value means."""
        return self.resolve(value, Policy)

    def holders_of(self, policy: Policy) -> list[Identity]:
        """The identities of this application that a policy is attached to, from either side."""
        named = self.application.resolve_all(policy.attached_to, Identity)
        return list(dict.fromkeys([*named, *self._naming.get(policy.id, [])]))

    @cached_property
    def _naming(self) -> dict[str, list[Identity]]:
        """By the id of a policy: the identities that name it."""
        found: dict[str, list[Identity]] = {}
        for identity in self.all(Identity):
            for policy in self._all_of(identity.managed, Policy):
                found.setdefault(policy.id, []).append(identity)
        return found

    @cached_property
    def permissions(self) -> Permissions:
        """What each function needs and is granted."""
        from crenel.analysis.permissions.answer import Permissions  # noqa: PLC0415 - loads late

        return Permissions(self)

    # -- resource policies -------------------------------------------------------------------

    def policies_on(self, entity: Entity) -> list[ResourcePolicy]:
        """Every policy that is, in some deployment, on a resource."""
        found = self.referrers(ResourcePolicy, "target", entity)
        return list(dict.fromkeys(one.entity for one in found))
