"""One event of a function."""

from __future__ import annotations

import msgspec

from crenel.model.guard import Guard
from crenel.model.value import NOTHING, Map, Value
from crenel.readers.sam.function.target import Target
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.roles.role import Role
from crenel.readers.sam.values import Raw, entry


class Event(msgspec.Struct, frozen=True):
    """Its ``name``, its ``body``, and what it may use: a maker at its place, target and role."""

    name: str
    body: Value
    maker: Maker
    target: Target
    role: Role
    guard: Guard
    properties: Value = NOTHING

    def under(self, guard: Guard, properties: Value) -> Event | None:
        """The event with one of its branches; None where the guards contradict each other."""
        joined = self.guard.conjoin(guard)
        maker = self.maker.within(self.maker.base, self.maker.span, guard)
        if joined is None or maker is None:
            return None
        maker.via = self.maker.via
        maker.keys = properties.keys if isinstance(properties, Map) else {}
        return msgspec.structs.replace(self, maker=maker, guard=joined, properties=properties)

    def get(self, name: str) -> Value:
        """A property of the event."""
        return entry(self.properties, name)

    def taken(self, *names: str) -> dict[str, Raw]:
        """Properties that keep their names."""
        return {name: entry(self.properties, name) for name in names}

    def attach(self, policy: Raw) -> None:
        """Adds an inline policy to the function's role."""
        if policy is not None:
            self.role.add(policy, self.maker, self.guard)

    def manage(self, name: str) -> None:
        """Attaches an AWS managed policy to the function's role."""
        self.role.manage(f"arn:aws:iam::aws:policy/{name}", self.guard)
