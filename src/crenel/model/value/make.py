"""Making values that were not written as such."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crenel.model.guard import Guard
from crenel.model.provenance import Step
from crenel.model.source import Span
from crenel.model.value.choice import Choice
from crenel.model.value.collections import List, Map
from crenel.model.value.leaves import Absent, Known
from crenel.model.value.root import Scalar, Value

NOTHING = Absent()
"""Nothing was written, and there is no better place to say so."""


def known(value: Scalar, span: Span | None = None, via: Step | None = None) -> Known:
    """A known scalar."""
    return Known(value=value, span=span, via=via)


def mapping(content: Mapping[str, Value], span: Span | None = None, via: Step | None = None) -> Map:
    """A map that was not written as such; absent entries are left out."""
    kept = {key: value for key, value in content.items() if not isinstance(value, Absent)}
    return Map(content=kept, span=span, via=via)


def where(guard: Guard, value: Value) -> Value:
    """The value where ``guard`` holds; absent elsewhere."""
    if not guard:
        return value
    elsewhere = ((negation, NOTHING) for negation in guard.negations())
    return Choice(branches=((guard, value), *elsewhere), span=value.span)


def sequence(elements: Iterable[Value], span: Span | None = None, via: Step | None = None) -> List:
    """A list that was not written as such."""
    return List(elements=tuple(elements), span=span, via=via)
