"""Planned values laid over the source: values from the plan, places from the source."""

from __future__ import annotations

import msgspec

from crenel.model.source import Span
from crenel.model.value import Absent, Known, List, Map, Ref, Text, Unknown, Value

_MAX_DEPTH = 60


def laid_over(planned: Value, written: Value, depth: int = 0) -> Value:
    """The planned value where it is known, at the place where it is written."""
    if depth > _MAX_DEPTH or isinstance(written, Absent):
        return planned
    if isinstance(planned, Unknown) or (isinstance(planned, Absent) and planned.span is None):
        return written
    if isinstance(planned, Map):
        return _map(planned, written, depth)
    if isinstance(planned, List):
        return _list(planned, written, depth)
    if _better(written):
        return written
    return _at(planned, written.span)


def _better(written: Value) -> bool:
    """References and structures say more than the text that they will become."""
    return isinstance(written, Ref | Known | List | Map) or (
        isinstance(written, Text) and any(True for _ in written.refs())
    )


def _map(planned: Map, written: Value, depth: int) -> Value:
    if not isinstance(written, Map):
        return _at(planned, written.span)
    content = {}
    keys = {}
    for name, value in planned.content.items():
        content[name] = laid_over(value, written.get(name), depth + 1)
        place = written.keys.get(name) or planned.keys.get(name)
        if place is not None:
            keys[name] = place
    for name, value in written.content.items():
        content.setdefault(name, value)
        if name in written.keys:
            keys.setdefault(name, written.keys[name])
    return Map(content=content, keys=keys, span=written.span or planned.span)


def _list(planned: List, written: Value, depth: int) -> Value:
    if not isinstance(written, List) or type(written) is not List:
        return _at(planned, written.span)
    if len(written.elements) != len(planned.elements):
        return _at(planned, written.span)
    pairs = zip(planned.elements, written.elements, strict=True)
    elements = tuple(laid_over(one, other, depth + 1) for one, other in pairs)
    return List(elements=elements, span=written.span or planned.span)


def _at(value: Value, span: Span | None) -> Value:
    """The same value, at another place, in all its parts."""
    if span is None:
        return value
    if isinstance(value, Map):
        content = {key: _at(one, span) for key, one in value.content.items()}
        return Map(content=content, span=span)
    if isinstance(value, List):
        return List(elements=tuple(_at(one, span) for one in value.elements), span=span)
    return msgspec.structs.replace(value, span=span)
