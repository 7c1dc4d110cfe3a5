"""Functions of numbers, and conversions of single values."""

from __future__ import annotations

import math
from collections.abc import Sequence

from crenel.model.value import Absent, Known, List, Map, Scalar, Value, known
from crenel.readers.terraform.evaluation import truths
from crenel.readers.terraform.evaluation.functions.registry import Asked, function, scalars
from crenel.readers.terraform.evaluation.operators import LARGEST, number, parsed, whole
from crenel.readers.terraform.evaluation.texts import scalar_text

_MAX_DIGITS = 300


def _number(value: Scalar) -> int | float:
    found = value if isinstance(value, int | float) else parsed(value)
    if found is None or isinstance(value, bool):
        raise ValueError(f"{value!r} is no number")
    return found


@scalars("abs", 1)
def abs_(value: Scalar) -> Scalar:
    """Without its sign."""
    return abs(_number(value))


@scalars("ceil", 1)
def ceil(value: Scalar) -> Scalar:
    """The next whole number above."""
    return math.ceil(_number(value))


@scalars("floor", 1)
def floor(value: Scalar) -> Scalar:
    """The next whole number below."""
    return math.floor(_number(value))


@scalars("signum", 1)
def signum(value: Scalar) -> Scalar:
    """-1, 0 or 1."""
    found = _number(value)
    return (found > 0) - (found < 0)


@scalars("pow", 2)
def pow_(base: Scalar, exponent: Scalar) -> Scalar:
    """A power; what has too many digits is refused."""
    one, other = float(_number(base)), float(_number(exponent))
    answer = math.pow(one, other)
    if not math.isfinite(answer) or abs(answer) > LARGEST:
        raise ValueError("the number is too large")
    return whole(answer)


@scalars("log", 2)
def log(value: Scalar, base: Scalar) -> Scalar:
    """A logarithm."""
    return math.log(_number(value), _number(base))


@scalars("parseint", 2)
def parseint(text: Scalar, base: Scalar) -> Scalar:
    """A whole number that is written in some base."""
    if len(str(text)) > _MAX_DIGITS:
        raise ValueError("there are too many digits")
    return int(str(text), int(base))


@function("tostring", "tonumber", "tobool")
def converted(values: Sequence[Value], asked: Asked) -> Value:
    """A single value as another type; null and what is not known stay so."""
    value = values[0] if len(values) == 1 else Absent()
    if isinstance(value, List | Map):
        return asked.failed("a single value is wanted")
    if not isinstance(value, Known):
        return value
    if asked.name == "tostring":
        return known(scalar_text(value.value), value.span, value.via)
    answer = number(value) if asked.name == "tonumber" else truths.boolean(value)
    if answer is None:
        return asked.failed(f"{value.text()!r} cannot be that")
    return known(answer, value.span, value.via)


@function("type")
def type_(values: Sequence[Value], asked: Asked) -> Value:
    """The type of a value, which only a console shows."""
    return asked.unknown(*values)
