"""Values that only expressions need: what failed, what was worked out of an unknown, open ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from crenel.model.guard import ALWAYS, Guard
from crenel.model.source import Span
from crenel.model.value import (
    Absent,
    Known,
    List,
    Map,
    Ref,
    Text,
    Unknown,
    UnknownKind,
    Value,
)


class Derived(Unknown, frozen=True, eq=False):
    """Worked out of something unknown, so not that thing itself; its name is what would decide."""

    expression: str = ""
    """How it is worked out, where that can be spelled: two that are spelled alike are equal."""

    def text(self) -> str:
        return "${" + (self.expression or self.name) + "}"


class Failed(Unknown, frozen=True, eq=False):
    """What Terraform would refuse: ``try`` and ``can`` see it; its name says why."""


class OpenList(List, frozen=True, eq=False):
    """A list of unknown length: its elements are what is known to be possible in it."""

    because: Value | None = None
    """What would decide its length."""


class OpenMap(Map, frozen=True, eq=False):
    """A map with unknown keys: ``each`` stands for the values under them."""

    each: Value = Absent()
    because: Value | None = None
    """What would decide its keys."""

    def get(self, key: str) -> Value:
        return self.content.get(key, self.each)

    def entries(self) -> Iterator[tuple[Guard, str, Value]]:
        """What is open is told under the key ``*``."""
        yield from super().entries()
        if not isinstance(self.each, Absent):
            yield ALWAYS, "*", self.each


class ModuleOutputs(Map, frozen=True, eq=False):
    """The outputs of a module that is at hand."""


def failed(reason: str, span: Span | None = None) -> Failed:
    """What Terraform would refuse."""
    return Failed(kind=UnknownKind.MALFORMED, name=reason, span=span)


def derived(
    *values: Value, span: Span | None = None, name: str = "an expression", expression: str = ""
) -> Unknown:
    """An unknown that these values would decide; ``name`` where none of them names itself."""
    cause = next(causes(values), None)
    if isinstance(cause, Failed):
        return cause
    if isinstance(cause, Unknown):
        return Derived(
            kind=cause.kind,
            name=cause.name,
            span=span or cause.span,
            via=cause.via,
            expression=expression,
        )
    if isinstance(cause, Ref):
        text = cause.text()[2:-1]
        return Derived(
            kind=UnknownKind.DEPLOY_TIME,
            name=text,
            span=span or cause.span,
            expression=expression,
        )
    return Derived(kind=UnknownKind.UNSUPPORTED, name=name, span=span, expression=expression)


def causes(values: Iterable[Value], depth: int = 4) -> Iterator[Value]:
    """Every unknown and reference in some values, not deeper than ``depth`` collections."""
    for value in values:
        if isinstance(value, Unknown | Ref):
            yield value
        elif isinstance(value, Text):
            yield from causes(value.segments, depth)
        elif isinstance(value, OpenList | OpenMap) and value.because is not None:
            yield from causes([value.because], depth)
        if depth and isinstance(value, List):
            yield from causes(value.elements, depth - 1)
        elif depth and isinstance(value, Map):
            yield from causes(value.content.values(), depth - 1)


def fails(value: Value, depth: int = 8) -> bool:
    """Would Terraform refuse it, for itself or for something in it?"""
    if isinstance(value, Failed):
        return True
    if depth and isinstance(value, List):
        return any(fails(one, depth - 1) for one in value.elements)
    if depth and isinstance(value, Map) and isinstance(value.content, dict):
        return any(fails(one, depth - 1) for one in value.content.values())
    return isinstance(value, Text) and any(isinstance(one, Failed) for one in value.segments)


def is_open(value: Value) -> bool:
    """Is it unknown how much there is in it?"""
    return isinstance(value, OpenList | OpenMap)


def word(value: Value) -> str | None:
    """The text of a known scalar."""
    return value.text() if isinstance(value, Known) else None


def placed(value: Value, span: Span | None) -> Value:
    """The same value at another place, in all its parts."""
    if span is None:
        return value
    if isinstance(value, Map):
        content = {key: placed(one, span) for key, one in value.content.items()}
        return msgspec.structs.replace(value, content=content, keys={}, span=span)
    if isinstance(value, List):
        elements = tuple(placed(one, span) for one in value.elements)
        return msgspec.structs.replace(value, elements=elements, span=span)
    return msgspec.structs.replace(value, span=span)
