"""One event of a state machine, and the role under which it starts it."""

from __future__ import annotations

import msgspec

from crenel.model.value import Value
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.roles.role import allow, inline_policy, trust
from crenel.readers.sam.values import Raw, cases_of, each, written


class Start(msgspec.Struct, frozen=True):
    """A maker at the event's place, its properties, and what it starts."""

    maker: Maker
    properties: Value
    target: Value

    def get(self, name: str) -> Value:
        """A property of the event."""
        return self.properties.get(name)

    def taken(self, *names: str) -> dict[str, Raw]:
        """Properties that keep their names."""
        return {name: self.properties.get(name) for name in names}


def add_role(start: Start, service: str, given: Value) -> Value:
    """The role that is given, or one that is made, in each branch."""
    maker = start.maker
    name = f"{maker.base}RoleStartExecutionPolicy"
    for guard, role in cases_of(given):
        if not written(role):
            properties: dict[str, Raw] = {
                "AssumeRolePolicyDocument": trust(f"{service}.amazonaws.com"),
                "Policies": [inline_policy(name, allow("states:StartExecution", start.target))],
                "PermissionsBoundary": maker.get("PermissionsBoundary"),
            }
            maker.make("Role", "AWS::IAM::Role", properties, guard=guard)
    return each(given, lambda leaf: leaf if written(leaf) else maker.ref("Role", "Arn"))
