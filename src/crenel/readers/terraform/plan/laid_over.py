"""Planned values laid over the source: values from the plan, places from the source."""

from __future__ import annotations

from crenel.model.value import Absent, List, Map, Ref, Text, Unknown, Value
from crenel.readers.terraform.evaluation.values import placed
from crenel.readers.text.embedded import structure

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
    return _scalar(planned, written, depth)


def _scalar(planned: Value, written: Value, depth: int) -> Value:
    """References and structures say more than the text that they will become."""
    if isinstance(written, Ref) or (isinstance(written, Text) and any(written.refs())):
        return written
    if isinstance(written, List | Map):
        inside = structure(planned)
        return written if inside is None else laid_over(inside, written, depth + 1)
    return placed(planned, written.span)


def _map(planned: Map, written: Value, depth: int) -> Value:
    if not isinstance(written, Map):
        return placed(planned, written.span)
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
        return placed(planned, written.span)
    if len(written.elements) != len(planned.elements):
        return placed(planned, written.span)
    pairs = zip(planned.elements, written.elements, strict=True)
    elements = tuple(laid_over(one, other, depth + 1) for one, other in pairs)
    return List(elements=elements, span=written.span or planned.span)
