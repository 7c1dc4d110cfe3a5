"""The maker: makes the plain resources that one SAM resource, or one entry in it, stands for."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from crenel.model.guard import ALWAYS, Guard
from crenel.model.provenance import How, Step
from crenel.model.resource import Resource
from crenel.model.source import Span
from crenel.model.value import NOTHING, Absent, Known, Map, Ref, Value
from crenel.readers.sam.stack import Stack
from crenel.readers.sam.values import Raw, entry, filled, value_of


class Maker:
    """Makes resources named after ``base`` (a logical id), under a guard, from one place."""

    def __init__(self, resource: Resource, properties: Value, stack: Stack) -> None:
        self.resource = resource
        self.properties = properties
        self.stack = stack
        self.base = resource.origin.logical_id
        self.prefix = resource.id.removesuffix(self.base)
        self.guard = resource.guard
        self.span: Span = properties.span or resource.origin.span
        self.origin = resource.origin
        self.keys = properties.keys if isinstance(properties, Map) else {}
        self.via = Step(How.EXPANSION, f"{resource.type} {self.base} stands for it", self.span)

    def get(self, name: str) -> Value:
        """A property of the SAM resource."""
        return entry(self.properties, name)

    def within(
        self, base: str, span: Span, guard: Guard = ALWAYS, phrase: str = ""
    ) -> Maker | None:
        """A maker for an entry; None where its guard contradicts the resource's."""
        joined = self.guard.conjoin(guard)
        if joined is None:
            return None
        inner = Maker.__new__(Maker)
        inner.__dict__.update(self.__dict__)
        inner.base, inner.span, inner.guard = base, span, joined
        inner.origin = msgspec.structs.replace(self.origin, span=span)
        inner.via = Step(How.EXPANSION, phrase, span) if phrase else self.via
        return inner

    def make(
        self,
        suffix: str,
        kind: str,
        properties: Mapping[str, Raw],
        *,
        name: str = "",
        guard: Guard = ALWAYS,
        attributes: Value = NOTHING,
    ) -> Resource | None:
        """One resource, ``base`` + ``suffix`` or ``name``; None where it is never made."""
        joined = self.guard.conjoin(guard)
        if joined is None or not self.stack.has_room(self.span):
            return None
        content = {key: self.value(raw) for key, raw in properties.items()}
        resource = Resource(
            id=self.prefix + (name or self.base + suffix),
            type=kind,
            properties=Map(
                content={key: one for key, one in content.items() if not isinstance(one, Absent)},
                keys=self.keys,
                span=self.span,
                via=self.via,
            ),
            origin=self.origin,
            guard=joined,
            attributes=attributes,
        )
        self.stack.made.append(resource)
        return resource

    def value(self, raw: Raw) -> Value:
        """Nested lists and maps as a value that this maker made up."""
        return value_of(raw, self.span, self.via)

    def text(self, pattern: str, **holes: Value) -> Value:
        """A text with ``${Name}`` filled by values or pseudo-parameters."""
        return filled(pattern, holes, self.span, self.via)

    def known(self, scalar: str | float) -> Known:
        """A scalar that this maker made up."""
        return Known(value=scalar, span=self.span, via=self.via)

    def ref(self, suffix: str = "", attribute: str = "", *, name: str = "") -> Ref:
        """A reference to ``base`` + ``suffix``, or to the logical id ``name``."""
        target = self.prefix + (name or self.base + suffix)
        return Ref(target=target, attribute=attribute, span=self.span, via=self.via)

    def taken(self, *names: str) -> dict[str, Raw]:
        """Properties that keep their names."""
        if type(self.properties) is Map:
            content = self.properties.content
            return {name: content[name] for name in names if name in content}
        return {name: self.properties.get(name) for name in names}

    def moved(self, name: str) -> Value:
        """A property that gets another name: one step more."""
        value = self.properties.get(name)
        detail = f"{name} of {self.resource.type} {self.origin.logical_id}"
        return value.stepped(Step(How.EXPANSION, detail, value.span))

    def note(self, sentence: str, span: Span | None = None) -> None:
        """Tells what could not be expanded, and where it stands."""
        self.stack.note(sentence, span or self.span)
