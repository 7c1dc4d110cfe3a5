"""What an expression says about an entity: a truth in three values, with what decided it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from enum import Enum
from typing import Any

import re2

from crenel.controls.custom.language.grammar import parsed
from crenel.controls.custom.language.syntax import (
    Call,
    Compared,
    Field,
    Index,
    Items,
    Joined,
    Literal,
    Name,
    Not,
    Part,
    Present,
    Quantified,
)
from crenel.controls.custom.language.tokens import Mistake
from crenel.model.entities import Entity
from crenel.model.truth import Truth, any_of, unknown
from crenel.model.value import (
    NOTHING,
    Absent,
    Known,
    Map,
    Scalar,
    Unknown,
    UnknownKind,
    Value,
    known,
    sequence,
)

Named = Entity | Value
MOST = 50_000
"""Items that one expression may look at for one entity: a loop in a loop ends, and is told."""
_WORD = re.compile(r"(?<!^)(?=[A-Z])")


def variable(kind: type[Entity]) -> str:
    """What the entity is called in expressions: ``entry_point`` for ``EntryPoint``."""
    return _WORD.sub("_", kind.__name__).lower()


class Scope:
    """What the names in an expression mean, and how many items it may still look at."""

    def __init__(self, names: Mapping[str, Named], left: list[int]) -> None:
        self.names = names
        self._left = left

    def within(self, part: Quantified, item: Value) -> Scope:
        """The scope for one item of a list. Raises Mistake where they are too many."""
        self._left[0] -= 1
        if self._left[0] < 0:
            raise Mistake(f"it looks at more than {MOST:,} items of one entity", part.offset)
        return Scope({**self.names, part.name: item}, self._left)


class Expression:
    """An expression about one kind of entity, checked when it is made. Raises Mistake."""

    def __init__(self, text: str, kind: type[Entity]) -> None:
        self._name = variable(kind)
        self._part = parsed(text)
        _check(self._part, {self._name: kind})
        self._fields = [one.name for one in _fields_of(self._part, self._name)]

    def about(self, subject: Entity) -> Truth:
        """What it says about an entity. Raises Mistake where that takes too long."""
        return _truth(self._part, Scope({self._name: subject}, [MOST]))

    def points_at(self, subject: Entity) -> Value:
        """The first of its fields that was written, to point at."""
        values = (_field(subject, name) for name in self._fields)
        return next((one for one in values if one.span is not None), NOTHING)


# -- checking ------------------------------------------------------------------------------------


def _parts(part: Part) -> Iterator[Part]:
    """The parts directly inside one."""
    for name in part.__struct_fields__:
        inner = getattr(part, name)
        for one in inner if isinstance(inner, tuple) else (inner,):
            if isinstance(one, Part):
                yield one


def _fields_of(part: Part, name: str) -> Iterator[Field]:
    if isinstance(part, Field) and isinstance(part.base, Name) and part.base.name == name:
        yield part
    for inner in _parts(part):
        yield from _fields_of(inner, name)


def _check(part: Part, bound: Mapping[str, type[Entity] | None]) -> None:
    if isinstance(part, Name) and part.name not in bound:
        raise Mistake(f"there is no {part.name!r}; known are {', '.join(bound)}", part.offset)
    if isinstance(part, Field) and isinstance(part.base, Name):
        _check_field(part, bound.get(part.base.name))
    if isinstance(part, Call):
        _check_call(part)
    for inner in _operands(part):
        if type(inner) in _TRUTHS:
            raise Mistake("a value is wanted here, and this is true or false", inner.offset)
    inside = {**bound, part.name: None} if isinstance(part, Quantified) else bound
    for inner in _parts(part):
        _check(inner, inside)


def _operands(part: Part) -> Iterator[Part]:
    """The parts inside one that must be values."""
    if isinstance(part, Compared):
        yield from (part.left, part.right)
    elif isinstance(part, Field | Call | Quantified):
        yield part.base
    elif isinstance(part, Index):
        yield from (part.base, part.key)
    elif isinstance(part, Present):
        yield part.operand
    elif isinstance(part, Items):
        yield from part.items


def _check_field(part: Field, kind: type[Entity] | None) -> None:
    if kind is None or part.name in kind.__struct_fields__:
        return
    close = get_close_matches(part.name, kind.__struct_fields__, n=1)
    meant = f"; did you mean {close[0]}?" if close else ""
    raise Mistake(f"{kind.__name__} has no field {part.name!r}{meant}", part.offset)


def _check_call(part: Call) -> None:
    if not isinstance(part.argument, Literal) or not isinstance(part.argument.value, str):
        raise Mistake(f"{part.method} takes a text in quotes", part.argument.offset)
    if part.method == "matches":
        try:
            re2.compile(part.argument.value)
        except re2.error as error:
            what = error.args[0] if error.args else "it cannot be read"
            text = what.decode() if isinstance(what, bytes) else str(what)
            raise Mistake(f"this is no regular expression: {text}", part.argument.offset) from None


# -- asking --------------------------------------------------------------------------------------


def _truth(part: Part, scope: Scope) -> Truth:
    asked = _TRUTHS.get(type(part))
    return _value(part, scope).is_true() if asked is None else asked(part, scope)


def _not(part: Not, scope: Scope) -> Truth:
    return ~_truth(part.operand, scope)


def _joined(part: Joined, scope: Scope) -> Truth:
    left, right = _truth(part.left, scope), _truth(part.right, scope)
    return left & right if part.both else left | right


def _present(part: Present, scope: Scope) -> Truth:
    return _value(part.operand, scope).is_present()


def _called(part: Call, scope: Scope) -> Truth:
    value = _value(part.base, scope)
    argument = str(getattr(part.argument, "value", ""))
    if part.method == "matches":
        pattern = re2.compile(argument)
        return value.test(lambda scalar: bool(pattern.search(str(scalar))))
    asked: dict[str, Callable[[str], Truth]] = {
        "startsWith": value.startswith,
        "endsWith": value.endswith,
        "contains": value.contains,
    }
    return asked[part.method](argument)


def _quantified(part: Quantified, scope: Scope) -> Truth:
    def holds(item: Value) -> Truth:
        return _truth(part.body, scope.within(part, item))

    base = _value(part.base, scope)
    items = _keys(base) if isinstance(base, Map) else base
    return items.all(holds) if part.every else items.any(holds)


def _keys(value: Map) -> Value:
    return sequence(known(key, value.keys.get(key)) for key in value.content)


def _compared(part: Compared, scope: Scope) -> Truth:
    left, right = _value(part.left, scope), _value(part.right, scope)
    if part.sign == "in":
        return any_of(_equal(left, one).under(guard) for guard, one in right.items())
    if part.sign in ("==", "!="):
        same = _equal(left, right)
        return same if part.sign == "==" else ~same
    return _ordered(part.sign, left, right)


def _equal(left: Value, right: Value) -> Truth:
    if not isinstance(right, Known) and isinstance(left, Known):
        left, right = right, left
    return any_of(
        (left.equals(one.value) if isinstance(one, Known) else unknown(one)).under(guard)
        for guard, one in right.cases()
        if not isinstance(one, Absent)
    )


def _ordered(sign: str, left: Value, right: Value) -> Truth:
    if not isinstance(right, Known) and isinstance(left, Known):
        mirrored = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
        return _ordered(mirrored[sign], right, left)
    limit = right.known()
    if limit is None or isinstance(limit, str | bool):
        return unknown(left, right)
    strict = left.less_than(limit) if sign[0] == "<" else left.more_than(limit)
    return strict | left.equals(limit) if sign.endswith("=") else strict


_TRUTHS: dict[type[Part], Callable[[Any, Scope], Truth]] = {
    Not: _not,
    Joined: _joined,
    Present: _present,
    Compared: _compared,
    Call: _called,
    Quantified: _quantified,
}
"""Parts that are true or not; the others are values."""


def _value(part: Part, scope: Scope) -> Value:
    if isinstance(part, Literal):
        return known(part.value)
    if isinstance(part, Items):
        return sequence(_value(one, scope) for one in part.items)
    if isinstance(part, Index):
        return _indexed(_value(part.base, scope), _value(part.key, scope))
    return _reached(part, scope)


def _reached(part: Part, scope: Scope) -> Value:
    if isinstance(part, Field):
        base = scope.names.get(part.base.name) if isinstance(part.base, Name) else None
        if isinstance(base, Entity):
            return _field(base, part.name)
        return _value(part.base, scope).get(part.name)
    found = scope.names[part.name] if isinstance(part, Name) else NOTHING
    return found if isinstance(found, Value) else known(found.label)


def _indexed(base: Value, key: Value) -> Value:
    name = key.known()
    if name is None:
        return Unknown(kind=UnknownKind.EXTERNAL, name=key.text() or "a key", span=key.span)
    return base.get(str(name))


def _field(subject: Entity, name: str) -> Value:
    """A field as a value: enumerations and plain words count as known."""
    found = getattr(subject, name)
    if isinstance(found, Value):
        return found
    if isinstance(found, Enum):
        return known(str(found.value))
    return known(found) if isinstance(found, Scalar) else NOTHING
