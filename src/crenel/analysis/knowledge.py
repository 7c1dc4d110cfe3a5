"""What is known of one application: the questions that controls ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from crenel.model.application import Application, E
from crenel.model.entities import (
    EntryPoint,
    Function,
    Identity,
    Policy,
    ResourcePolicy,
    Statement,
)
from crenel.model.entities.base import Entity
from crenel.model.value import Value
from crenel.readers.root import Root

if TYPE_CHECKING:
    from crenel.analysis.code import Code, CodeBase


class Knowledge:
    """An application, the day on which it is judged, and what follows from both."""

    def __init__(self, application: Application, today: date, root: Root | None = None) -> None:
        self.application = application
        self.today = today
        self._root = root

    def elsewhere(self, application: Application) -> Knowledge:
        """What is known of the same application in another environment: the code is the same."""
        other = Knowledge(application, self.today, self._root)
        if self._root is not None:
            other.__dict__["code"] = self.code
        return other

    @cached_property
    def code(self) -> CodeBase | None:
        """The code of the functions; None where it is not to be read."""
        if self._root is None:
            return None
        from crenel.analysis.code import CodeBase  # noqa: PLC0415 - the parsers load late

        return CodeBase(self._root)

    def code_of(self, function: Function) -> Code | None:
        """A function's code, where it was found and read."""
        from crenel.code.locate import NotFound  # noqa: PLC0415 - the parsers load late

        found = self.code.of(function) if self.code is not None else None
        return None if found is None or isinstance(found, NotFound) else found

    def all(self, kind: type[E]) -> list[E]:
        """Every entity of a kind."""
        return self.application.all(kind)

    def resolve(self, value: Value, kind: type[E]) -> E | None:
        """The entity that a value means, if it is in this application."""
        return self.application.resolve(value, kind)

    def refers(self, value: Value, entity: Entity) -> bool:
        """Does a value (or a list of values) refer to this entity?"""
        kind = type(entity)
        return any(self.resolve(item, kind) is entity for _, item in value.items())

    def _all_of(self, value: Value, kind: type[E]) -> list[E]:
        """Each entity that a value may mean, once."""
        return list(dict.fromkeys(self.application.resolve_all(value, kind)))

    # -- functions ---------------------------------------------------------------------------

    @cached_property
    def _entries(self) -> dict[str, list[EntryPoint]]:
        found: dict[str, list[EntryPoint]] = {}
        for entry in self.all(EntryPoint):
            for function in self._all_of(entry.function, Function):
                found.setdefault(function.id, []).append(entry)
        return found

    def entries(self, function: Function) -> list[EntryPoint]:
        """Every way into a function."""
        return self._entries.get(function.id, [])

    def function_of(self, entry: EntryPoint) -> Function | None:
        """The function behind an entry point, if it is in this application."""
        return self.resolve(entry.function, Function)

    # -- identities --------------------------------------------------------------------------

    def identity_of(self, function: Function) -> Identity | None:
        """The role that a function runs as, if it is in this application."""
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

    def statements_of(self, identity: Identity) -> list[Statement]:
        """Every statement that an identity holds: inline, and of policies attached to it."""
        return [*identity.statements, *self._attached.get(identity.id, [])]

    @cached_property
    def _attached(self) -> dict[str, list[Statement]]:
        found: dict[str, list[Statement]] = {}
        for policy in self.all(Policy):
            for holder in self.holders_of(policy):
                found.setdefault(holder.id, []).extend(policy.statements)
        return found

    def holders_of(self, policy: Policy) -> list[Identity]:
        """The identities of this application that a policy is attached to, from either side."""
        named = self.application.resolve_all(policy.attached_to, Identity)
        naming = (
            identity
            for identity in self.all(Identity)
            if any(self.resolve(item, Policy) is policy for _, item in identity.managed.items())
        )
        return list(dict.fromkeys([*named, *naming]))

    # -- resource policies -------------------------------------------------------------------

    def policies_on(self, entity: Entity) -> Iterator[ResourcePolicy]:
        """Every policy on a resource."""
        for policy in self.all(ResourcePolicy):
            if self.refers(policy.target, entity):
                yield policy
