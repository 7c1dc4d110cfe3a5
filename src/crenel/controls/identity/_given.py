"""What functions give to policy templates, and the statements that become of it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crenel.controls.identity._templates import speaking_of
from crenel.model.entities import Function, Identity, Statement
from crenel.model.guard import Guard
from crenel.model.source import Span
from crenel.model.truth import Truth
from crenel.model.value import Map, Value
from crenel.readers.sam.roles.data import policy_templates


class Given(msgspec.Struct, frozen=True):
    """One parameter of a policy template, where a function uses it."""

    template: str
    parameter: str
    value: Value
    place: Span | None
    guard: Guard

    @property
    def is_everything(self) -> Truth:
        """Is it a wildcard for all names?"""
        return self.value.equals("*", "**", "***", "?*", "*?")

    def made_in(self, role: Identity) -> Iterator[Statement]:
        """The statements with this parameter in the role of the function; none in a named one."""
        made = [one for one in role.statements if one.whole.span == self.place]
        numbers = speaking_of(self.template, self.parameter)
        yield from (one for number, one in enumerate(made) if number in numbers)


def given(function: Function) -> Iterator[Given]:
    """Every parameter of every policy template of a function."""
    for outer, policy in function.policy_templates.items():
        keys = policy.keys if isinstance(policy, Map) else {}
        for inner, name, parameters in policy.entries():
            guard = outer.conjoin(inner)
            for under, parameter, value in (
                parameters.entries() if name in policy_templates() else ()
            ):
                joined = guard.conjoin(under) if guard is not None else None
                if joined is not None:
                    yield Given(name, parameter, value, keys.get(name) or policy.span, joined)
