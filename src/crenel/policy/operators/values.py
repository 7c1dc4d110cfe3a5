"""Does one value of a request match the values of a clause? Negation and sets come later."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from crenel.policy.globs import matcher
from crenel.policy.operators.lines import LINES
from crenel.policy.operators.table import OPERATORS, Family, Operator
from crenel.policy.operators.texts import MAX_TEXT, binary, pattern_of, shaped
from crenel.policy.tokens import Tokens, bound, variables_of

Lookup = Callable[[str], str | None]
"""A variable's value in the request, None where it has none."""
ValueTest = Callable[[str, Lookup], bool | None]
"""True: it matches one of the clause's values; None: it cannot be told."""


@lru_cache(maxsize=16384)
def value_test(operator: str, values: tuple[str, ...], *, variables: bool) -> ValueTest:
    """The test of one operator (its name in lower case, a negation read without it).

    A variable without a value matches nothing. Under a negation that is not certain (AWS: it may
    make the whole statement invalid), so there it cannot be told.
    """
    found = OPERATORS[operator]
    if found.family.textual:
        return _text_test(found, values, variables=variables)
    if found.family is Family.BINARY:
        return _binary_test(values)
    return _line_test(found.family, found.relation, values)


def _text_test(operator: Operator, values: tuple[str, ...], *, variables: bool) -> ValueTest:
    family = operator.family
    patterns = [pattern_of(family.name, one, variables=variables) for one in values]
    fixed = [one for one in patterns if not variables_of(one)]
    varying = [one for one in patterns if variables_of(one)]
    shapes = [shaped(family.name, one) for one in fixed]
    unreadable = any(one is None for one in shapes)
    tests = [matcher(one) for one in shapes if one is not None]
    folded = family is Family.FOLDED
    if family in (Family.EXACT, Family.FOLDED) and not varying:
        words = {"".join(map(str, one)) for one in shapes if one is not None}
        return lambda value, _: (value.lower() if folded else value) in words

    def test(value: str, lookup: Lookup) -> bool | None:
        if len(value) > MAX_TEXT:
            return None
        value = value.lower() if folded else value
        if any(one(value) for one in tests):
            return True
        found = [_matches_bound(family, one, value, lookup) for one in varying]
        if True in found:
            return True
        return None if unreadable or (operator.negated and None in found) else False

    return test


def _matches_bound(family: Family, pattern: Tokens, value: str, lookup: Lookup) -> bool | None:
    """None where a variable has no value, or the whole is no ARN then."""
    filled = bound(pattern, lookup)
    shape = None if filled is None else shaped(family.name, filled)
    return None if shape is None else matcher(shape)(value)


def _binary_test(values: tuple[str, ...]) -> ValueTest:
    words = {binary(one) for one in values}
    unreadable = None in words

    def test(value: str, _: Lookup) -> bool | None:
        found = binary(value) if len(value) <= MAX_TEXT else None
        if found is None:
            return None
        return True if found in words else (None if unreadable else False)

    return test


def _line_test(family: Family, relation: str, values: tuple[str, ...]) -> ValueTest:
    line = LINES[family.name]
    intervals = [line.interval(relation, one) for one in values]
    unreadable = None in intervals
    known = [one for one in intervals if one is not None]

    def test(value: str, _: Lookup) -> bool | None:
        point = line.point(value)
        if point is None:
            return None
        if any(one.holds(point) for one in known):
            return True
        return None if unreadable else False

    return test
