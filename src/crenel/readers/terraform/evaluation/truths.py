"""Truth values of conditions: known, guarded by questions about inputs, or derived."""

from __future__ import annotations

from crenel.model.guard import Atom, Guard
from crenel.model.source import Span
from crenel.model.value import (
    Absent,
    Choice,
    Known,
    List,
    Map,
    Ref,
    Text,
    Unknown,
    UnknownKind,
    Value,
    known,
)
from crenel.model.value.root import normal
from crenel.readers.terraform.evaluation.choices import Branches
from crenel.readers.terraform.evaluation.values import Derived, Failed, derived, is_open

_INPUTS = frozenset({UnknownKind.PARAMETER, UnknownKind.PSEUDO, UnknownKind.DATA_SOURCE})
_YES, _NO = frozenset({"true"}), frozenset({"false"})


def asked(name: str, value: str, span: Span | None, label: str = "") -> Choice:
    """True or false, as the answer to a question about the deployment."""
    atom = Atom(name, value, label)
    return Choice(
        branches=(
            (Guard(((atom, True),)), known(True, span)),
            (Guard(((atom, False),)), known(False, span)),
        ),
        span=span,
    )


def is_input(value: Value) -> bool:
    """Is it an input itself, not something worked out of one?"""
    if isinstance(value, Derived | Failed) or not isinstance(value, Unknown):
        return False
    return value.kind in _INPUTS


def equal(one: Value, other: Value, span: Span | None) -> Value:
    """``==`` of two values that are no choices."""
    if isinstance(one, Absent) or isinstance(other, Absent):
        return _is_null(other if isinstance(one, Absent) else one, span)
    if isinstance(one, Known) and isinstance(other, Known):
        return known(_same(one, other), span)
    if isinstance(one, List | Map) or isinstance(other, List | Map):
        return _equal_collections(one, other, span)
    hole, word = (other, one) if isinstance(one, Known) else (one, other)
    if isinstance(word, Known):
        return _input_equals(hole, word, span)
    return known(True, span) if _same_reference(one, other) else derived(one, other, span=span)


def truth_of(value: Value, text: str, prefix: str) -> Branches:
    """The cases of a condition, each a known truth value; ``text`` names it for people."""
    found: Branches = []
    for guard, leaf in value.cases():
        for inner, answer in _decided(leaf, text, prefix):
            joined = guard.conjoin(inner)
            if joined is not None:
                found.append((joined, answer))
    return found


def boolean(value: Value) -> bool | None:
    """A known truth value, also as text."""
    if not isinstance(value, Known):
        return None
    word = normal(value.value)
    return True if word in _YES else False if word in _NO else None


def _decided(leaf: Value, text: str, prefix: str) -> Branches:
    if boolean(leaf) is not None:
        return [(Guard(), known(bool(boolean(leaf)), leaf.span, leaf.via))]
    if isinstance(leaf, Unknown) and is_input(leaf):
        return list(asked(leaf.name, "true", leaf.span).branches)
    return list(asked(f"condition {prefix}{text}", "true", leaf.span, text).branches)


def _same(one: Known, other: Known) -> bool:
    if isinstance(one.value, bool) is not isinstance(other.value, bool):
        return normal(one.value) == normal(other.value)
    return one.value == other.value or normal(one.value) == normal(other.value)


def _is_null(value: Value, span: Span | None) -> Value:
    if isinstance(value, Absent):
        return known(True, span)
    if isinstance(value, Unknown) and (value.inside or isinstance(value, Derived | Failed)):
        return derived(value, span=span)
    return known(False, span)


def _input_equals(hole: Value, word: Known, span: Span | None) -> Value:
    if isinstance(hole, Unknown) and is_input(hole):
        text = normal(word.value)
        if hole.allowed and text not in map(normal, hole.allowed):
            return known(False, span)
        return asked(hole.name, text, span)
    if hole.equals(word.value).refuted:
        return known(False, span)
    return derived(hole, span=span)


def _same_reference(one: Value, other: Value) -> bool:
    alike = isinstance(one, Ref | Unknown | Text) and type(one) is type(other)
    return alike and not isinstance(one, Derived | Failed) and one.text() == other.text()


def _equal_collections(one: Value, other: Value, span: Span | None) -> Value:
    if isinstance(one, Known | Text) or isinstance(other, Known | Text):
        return known(False, span)
    mine, theirs = plain(one), plain(other)
    if mine is None or theirs is None:
        sizes = {_size(one), _size(other)} - {None}
        if 0 in sizes and len(sizes) > 1:
            return known(False, span)
        return derived(one, other, span=span)
    return known(mine == theirs, span)


def _size(value: Value) -> int | None:
    if is_open(value):
        return None
    if isinstance(value, List):
        return len(value.elements)
    return len(value.content) if isinstance(value, Map) else None


def plain(value: Value) -> object:
    """The value as Python knows it; None where anything in it is not known, or it is null."""
    if isinstance(value, Known):
        return value.value
    if is_open(value):
        return None
    if isinstance(value, List):
        items = [plain(one) for one in value.elements]
        return None if None in items else items
    if isinstance(value, Map):
        entries = {key: plain(one) for key, one in value.content.items()}
        return None if None in entries.values() else entries
    return None
