"""``value.name``, ``value[key]`` and ``value[*]``."""

from __future__ import annotations

from collections.abc import Callable

from crenel.model.guard import Atom, Guard
from crenel.model.source import Span
from crenel.model.value import (
    Absent,
    Choice,
    Known,
    List,
    Map,
    Ref,
    Unknown,
    UnknownKind,
    Value,
)
from crenel.readers.terraform.evaluation.choices import chosen, each, spread
from crenel.readers.terraform.evaluation.truths import is_input
from crenel.readers.terraform.evaluation.values import (
    Failed,
    OpenList,
    OpenMap,
    derived,
    failed,
    word,
)

_MOST_KEYS = 24
"""An unknown key picks one of so many entries; of more it is not followed."""
_SURE = frozenset({UnknownKind.PSEUDO, UnknownKind.DATA_SOURCE, UnknownKind.DEPLOY_TIME})
"""What is asked inside these is there: a data source has all its attributes."""


def attribute(value: Value, name: str, span: Span) -> Value:
    """``value.name``."""
    return each(value, lambda leaf: _attribute(leaf, name, span))


def element(value: Value, key: Value, span: Span) -> Value:
    """``value[key]``."""
    return spread([value, key], lambda pair: _element(pair[0], pair[1], span), span)


def splat(value: Value, step: Callable[[Value], Value], span: Span) -> Value:
    """``value[*]`` and what is asked of each element."""
    return each(value, lambda leaf: _splat(leaf, step, span))


def _attribute(value: Value, name: str, span: Span) -> Value:
    if isinstance(value, Ref):
        joined = f"{value.attribute}.{name}" if value.attribute else name
        return Ref(target=value.target, attribute=joined, span=span, via=value.via)
    if isinstance(value, Unknown):
        return _inside(value, name, span)
    if isinstance(value, Map):
        return _member(value, name, span)
    if isinstance(value, OpenList) and len(value.elements) == 1:
        return _attribute(value.elements[0], name, span)
    return failed(f"nothing has an attribute {name} here", span)


def _inside(value: Unknown, name: str, span: Span) -> Value:
    """What is asked inside an unknown is unknown, too."""
    if isinstance(value, Failed):
        return value
    inside = value.inside or value.kind not in _SURE
    name = f"{value.name}.{name}"
    return Unknown(kind=value.kind, name=name, inside=inside, span=span, via=value.via)


def _member(value: Map, name: str, span: Span) -> Value:
    found = value.content.get(name)
    if found is not None:
        return found
    return value.each if isinstance(value, OpenMap) else failed(f"there is no {name}", span)


def _element(value: Value, key: Value, span: Span) -> Value:
    if isinstance(value, Map):
        return _entry(value, key, span)
    if isinstance(value, List):
        return _item(value, key, span)
    if isinstance(value, Ref):
        # A resource without count that is indexed all the same is meant itself.
        return _attribute(value, key.text(), span) if value.attribute else value
    if isinstance(value, Unknown):
        return _inside(value, key.text(), span)
    return failed("this has no elements", span)


def _entry(value: Map, key: Value, span: Span) -> Value:
    name = word(key)
    if name is not None:
        return _attribute(value, name, span)
    return picked(value, key, span, failed("no such key", span))


def picked(value: Map, key: Value, span: Span, otherwise: Value) -> Value:
    """The entry of an unknown key: each under the guard that the key is its own."""
    content = value.content
    if isinstance(value, OpenMap) or not content:
        return value.each if isinstance(value, OpenMap) and not content else derived(key, span=span)
    if not isinstance(key, Unknown) or not is_input(key) or len(content) > _MOST_KEYS:
        return derived(key, span=span)
    allowed = {str(one) for one in key.allowed}
    names = [name for name in content if not allowed or name in allowed]
    branches = [(Guard(((Atom(key.name, name), True),)), content[name]) for name in names]
    if not allowed or allowed - set(content):
        nothing = Guard(tuple((Atom(key.name, name), False) for name in names))
        branches.append((nothing, otherwise))
    return chosen(branches, span)


def _item(value: List, key: Value, span: Span) -> Value:
    elements = value.elements
    if isinstance(value, OpenList):
        return elements[0] if len(elements) == 1 else derived(value, key, span=span)
    if not isinstance(key, Known):
        return elements[0] if len(elements) == 1 else derived(key, span=span)
    try:
        index = int(key.value)
    except (ValueError, OverflowError):
        return failed(f"{key.text()!r} is no index", span)
    if not 0 <= index < len(elements):
        return failed(f"there is no element {index}", span)
    return elements[index]


def _splat(value: Value, step: Callable[[Value], Value], span: Span) -> Value:
    if isinstance(value, OpenList):
        return OpenList(
            elements=tuple(step(one) for one in value.elements), because=value.because, span=span
        )
    if isinstance(value, List):
        return List(elements=tuple(step(one) for one in value.elements), span=span)
    if isinstance(value, Absent):
        return List(span=span)
    if isinstance(value, Failed):
        return value
    if isinstance(value, Unknown) or (isinstance(value, Ref) and value.attribute):
        return OpenList(elements=(step(_one_of(value, span)),), because=value, span=span)
    assert not isinstance(value, Choice)  # noqa: S101 - the caller goes through its cases
    return List(elements=(step(value),), span=span)


def _one_of(value: Value, span: Span) -> Value:
    """Some element of a list that is not known."""
    return _element(value, Known(value="*"), span)
