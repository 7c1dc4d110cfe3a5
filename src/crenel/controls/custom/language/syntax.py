"""What an expression is made of. ``offset`` is where a part begins in its text."""

from __future__ import annotations

import msgspec

from crenel.model.value import Scalar


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """The root."""

    offset: int


class Literal(Part, frozen=True, kw_only=True):
    """A text, a number, or a truth value."""

    value: Scalar


class Items(Part, frozen=True, kw_only=True):
    """``[a, b]``."""

    items: tuple[Part, ...]


class Name(Part, frozen=True, kw_only=True):
    """The entity, or the variable of a quantifier."""

    name: str


class Field(Part, frozen=True, kw_only=True):
    """``base.name``."""

    base: Part
    name: str


class Index(Part, frozen=True, kw_only=True):
    """``base["key"]``."""

    base: Part
    key: Part


class Call(Part, frozen=True, kw_only=True):
    """``base.method(argument)``."""

    base: Part
    method: str
    argument: Part


class Quantified(Part, frozen=True, kw_only=True):
    """``base.exists(name, body)`` or ``base.all(name, body)``; keys, for a map."""

    base: Part
    every: bool
    name: str
    body: Part


class Present(Part, frozen=True, kw_only=True):
    """``has(operand)``: something was written there."""

    operand: Part


class Not(Part, frozen=True, kw_only=True):
    """``!operand``."""

    operand: Part


class Joined(Part, frozen=True, kw_only=True):
    """``left && right`` or ``left || right``."""

    both: bool
    left: Part
    right: Part


class Compared(Part, frozen=True, kw_only=True):
    """``left SIGN right``; the signs are ``== != < <= > >= in``."""

    sign: str
    left: Part
    right: Part
