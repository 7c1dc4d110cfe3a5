"""Series of numbers: made, and summed up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crenel.model.value import List, Value, known, sequence
from crenel.readers.terraform.allowance import MAX_ITEMS
from crenel.readers.terraform.evaluation.functions.registry import Asked, function
from crenel.readers.terraform.evaluation.functions.sequences import too_many
from crenel.readers.terraform.evaluation.operators import number
from crenel.readers.terraform.evaluation.values import is_open


@function("range")
def range_(values: Sequence[Value], asked: Asked) -> Value:
    """Numbers from one to before another."""
    numbers = [number(value) for value in values]
    if not 1 <= len(values) <= 3:  # noqa: PLR2004 - as Python's own
        return asked.failed("one to three numbers are wanted")
    if None in numbers:
        return asked.unknown(*values)
    plain = [one for one in numbers if one is not None]
    start, limit = (0, plain[0]) if len(plain) == 1 else (plain[0], plain[1])
    step = plain[2] if len(plain) == 3 else (1 if start <= limit else -1)  # noqa: PLR2004
    if not step or (limit - start) / step > MAX_ITEMS:
        return asked.failed("this makes too many numbers") if not step else too_many(asked)
    return sequence(map(known, _steps(start, limit, step)), asked.span)


def _steps(start: float, limit: float, step: float) -> Iterator[float]:
    while (start < limit) if step > 0 else (start > limit):
        yield start
        start += step


@function("sum", "max", "min")
def folded(values: Sequence[Value], asked: Asked) -> Value:
    """The sum, the largest or the smallest."""
    items = values
    if asked.name == "sum" and len(values) == 1 and isinstance(values[0], List):
        items = values[0].elements
    numbers = [number(one) for one in items]
    if None in numbers or any(is_open(one) for one in values):
        return asked.unknown(*values)
    plain = [one for one in numbers if one is not None]
    if not plain:
        return asked.failed("there are no numbers")
    answer = {"sum": sum, "max": max, "min": min}[asked.name](plain)  # type: ignore[operator]
    return known(answer, asked.span)
