"""Laying what a person wrote over what the framework makes."""

from __future__ import annotations

from crenel.model.value import List, Map, Value


def joined(old: Value, new: Value) -> Value:
    """Two lists one after the other; two maps over each other, the second above."""
    if isinstance(old, List) and isinstance(new, List):
        return List(elements=(*old.elements, *new.elements), span=old.span, via=old.via)
    if isinstance(old, Map) and isinstance(new, Map):
        both = {
            key: joined(old.get(key), value) if key in old.content else value
            for key, value in new.content.items()
        }
        merged = old.merged(both)
        keys = {**old.keys, **new.keys}
        return Map(content=merged.content, keys=keys, span=old.span or new.span, via=old.via)
    return new
