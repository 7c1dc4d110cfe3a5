"""Functions of sets."""

from __future__ import annotations

import math
from collections.abc import Sequence

from crenel.model.value import Known, List, Value
from crenel.readers.terraform.allowance import MAX_ITEMS
from crenel.readers.terraform.evaluation.functions.registry import Asked, function
from crenel.readers.terraform.evaluation.functions.sequences import (
    as_list,
    concat,
    distinct,
    joined,
    too_many,
)
from crenel.readers.terraform.evaluation.values import is_open


@function("setunion", "setintersection", "setsubtract")
def sets(values: Sequence[Value], asked: Asked) -> Value:
    """Sets put together, or what they share, or what only the first has."""
    lists = [as_list(value, asked) for value in values]
    if not lists or None in lists:
        return asked.failed("an argument is no set")
    found = [one for one in lists if one is not None]
    if asked.name == "setunion":
        return distinct([concat(values, asked)], asked)
    if any(is_open(one) or not _all_known(one) for one in found):
        return asked.unknown(*values)
    others = [{item.text() for item in one.elements} for one in found[1:]]
    wanted = asked.name == "setintersection"
    kept = [
        item
        for item in found[0].elements
        if (all if wanted else any)(item.text() in other for other in others) is wanted
    ]
    return distinct([List(elements=tuple(kept), span=asked.span)], asked)


def _all_known(value: List) -> bool:
    return all(isinstance(one, Known) for one in value.elements)


@function("setproduct")
def setproduct(values: Sequence[Value], asked: Asked) -> Value:
    """Every combination of elements."""
    lists = [as_list(value, asked) for value in values]
    if not lists or None in lists:
        return asked.failed("an argument is no list")
    found = [one for one in lists if one is not None]
    if math.prod(len(one.elements) for one in found) > MAX_ITEMS:
        return too_many(asked)
    rows: list[tuple[Value, ...]] = [()]
    for one in found:
        rows = [(*row, item) for row in rows for item in one.elements]
    return joined(found, (List(elements=row, span=asked.span) for row in rows), asked.span)
