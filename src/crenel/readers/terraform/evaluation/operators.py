"""Operators on values that are no choices."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable

from crenel.model.source import Span
from crenel.model.value import Absent, Known, Scalar, Unknown, Value, known
from crenel.readers.terraform.evaluation import truths
from crenel.readers.terraform.evaluation.values import derived, failed

Number = int | float
LARGEST = 10**300
"""Numbers beyond it are not followed; their digits alone would cost more than a template."""

_ARITHMETIC: dict[str, Callable[[Number, Number], Number]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}
_ORDER: dict[str, Callable[[Number, Number], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def unary(sign: str, value: Value, span: Span) -> Value:
    """``-x``, ``!x``."""
    if sign == "!":
        answer = truths.boolean(value)
        if answer is not None:
            return known(not answer, span, value.via)
        if isinstance(value, Unknown) and truths.is_input(value):
            return negated(truths.asked(value.name, "true", span), span)
    elif (found := number(value)) is not None:
        return known(-found, span, value.via)
    return _not_known(value, span=span)


def binary(sign: str, left: Value, right: Value, span: Span) -> Value:
    """Comparison and arithmetic."""
    if sign == "==":
        return truths.equal(left, right, span)
    if sign == "!=":
        same = truths.equal(left, right, span)
        return negated(same, span)
    one, other = number(left), number(right)
    if one is None or other is None:
        return _not_known(left, right, span=span)
    via = left.via or right.via
    if sign in _ORDER:
        return known(_ORDER[sign](one, other), span, via)
    result = _computed(sign, one, other)
    return failed("this number is not one", span) if result is None else known(result, span, via)


def logical(sign: str, left: Value, right: Value, span: Span) -> Value:
    """``&&`` and ``||`` of known truth values."""
    one, other = truths.boolean(left), truths.boolean(right)
    if one is None or other is None:
        return _not_known(left, right, span=span)
    holds = (one and other) if sign == "&&" else (one or other)
    return known(holds, span, left.via or right.via)


def negated(value: Value, span: Span) -> Value:
    """The opposite, in each case."""
    from crenel.readers.terraform.evaluation.choices import each  # noqa: PLC0415 - a small loop

    return each(value, lambda leaf: unary("!", leaf, span))


def number(value: Value) -> Number | None:
    """A known number, also as text."""
    if not isinstance(value, Known) or isinstance(value.value, bool):
        return None
    if isinstance(value.value, str):
        return parsed(value.value)
    return value.value


def parsed(text: str) -> Number | None:
    """A number that is written as text."""
    if len(text) > 400:  # noqa: PLR2004 - more digits are no number
        return None
    try:
        return int(text)
    except ValueError:
        pass
    try:
        found = float(text)
    except ValueError:
        return None
    return whole(found) if math.isfinite(found) else None


def whole(value: Scalar) -> Number:
    """A number without a fraction as an integer."""
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return int(value)
    return value  # type: ignore[return-value]  # asked for numbers only


def _computed(sign: str, one: Number, other: Number) -> Number | None:
    try:
        if sign in _ARITHMETIC:
            result = _ARITHMETIC[sign](one, other)
        elif sign == "/":
            exact = isinstance(one, int) and isinstance(other, int) and one % other == 0
            result = one // other if exact else one / other
        elif sign == "%":
            result = math.fmod(one, other) if isinstance(one, float) else _rest(one, other)
        else:
            return None
        return whole(result) if math.isfinite(result) and abs(result) <= LARGEST else None
    except (ArithmeticError, ValueError):
        return None


def _rest(one: Number, other: Number) -> Number:
    """The remainder has the sign of the dividend."""
    result = abs(one) % abs(other)
    return -result if one < 0 else result


def _not_known(*values: Value, span: Span) -> Value:
    if all(isinstance(value, Known | Absent) for value in values):
        return failed("this operator does not take such values", span)
    return derived(*values, span=span)
