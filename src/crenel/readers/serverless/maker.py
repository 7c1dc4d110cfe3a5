"""The maker: makes the resources that one entry of a service file stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from crenel.model.guard import ALWAYS, Guard
from crenel.model.provenance import How, Step
from crenel.model.resource import Origin, Resource
from crenel.model.source import Span
from crenel.model.value import NOTHING, Absent, Map, Ref, Value
from crenel.readers.sam.values import Raw, filled, value_of

if TYPE_CHECKING:
    from crenel.readers.serverless.stack import Stack


class Maker:
    """Makes resources for one thing that a person wrote, under a guard, from one place."""

    def __init__(self, stack: Stack, origin: Origin, guard: Guard = ALWAYS) -> None:
        self.stack = stack
        self.origin = origin
        self.guard = guard
        self.span: Span = origin.span
        self.via = Step(How.EXPANSION, "framework default", origin.span)

    def at(self, span: Span | None) -> Maker:
        """A maker for an entry inside, at its place."""
        if span is None:
            return self
        return Maker(self.stack, msgspec.structs.replace(self.origin, span=span), self.guard)

    def make(
        self,
        name: str,
        kind: str,
        properties: Mapping[str, Raw],
        *,
        keys: Mapping[str, Span] | None = None,
        attributes: Value = NOTHING,
    ) -> str:
        """One resource under a logical id, which is returned; the first one counts."""
        content = {key: self.value(raw) for key, raw in properties.items()}
        made = Resource(
            id=name,
            type=kind,
            properties=Map(
                content={key: one for key, one in content.items() if not isinstance(one, Absent)},
                keys=keys or {},
                span=self.span,
                via=self.via,
            ),
            origin=self.origin,
            guard=self.guard,
            attributes=attributes,
        )
        self.stack.made.setdefault(name, made)
        return name

    def value(self, raw: Raw) -> Value:
        """Nested lists and maps as a value that the framework made up."""
        return value_of(raw, self.span, self.via)

    def text(self, pattern: str, **holes: Value) -> Value:
        """A text with ``${Name}`` filled by values or pseudo-parameters."""
        return filled(pattern, holes, self.span, self.via)

    def ref(self, name: str, attribute: str = "") -> Ref:
        """A reference to a logical id."""
        return Ref(target=name, attribute=attribute, span=self.span, via=self.via)

    def note(self, sentence: str, span: Span | None = None) -> None:
        """Tells what could not be read, and where it stands."""
        self.stack.scope.problem(sentence, span or self.span)
