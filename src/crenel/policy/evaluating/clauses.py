"""Does a clause of a Condition hold? True, False, or None where it cannot be told."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from crenel.policy.document import Clause
from crenel.policy.evaluating.context import Find
from crenel.policy.operators import NULL, OPERATORS, value_test
from crenel.policy.operators.values import Lookup, ValueTest

Holds = Callable[[Find], bool | None]
EVERY, SOME = "forallvalues", "foranyvalue"


class Unsure(Exception):  # noqa: N818 - a signal inside this module
    """A variable has several values: what it stands for cannot be told."""


@lru_cache(maxsize=16384)
def clause_test(clause: Clause) -> Holds:
    """The test of a clause."""
    if clause.unreadable:
        return lambda _: None
    if clause.operator == NULL:
        return _null_test(clause)
    test = value_test(clause.operator, clause.values, variables=clause.variables)
    negated = OPERATORS[clause.operator].negated
    when_absent = absent_holds(clause)
    key = clause.key
    if not clause.qualifier and not clause.variables:
        return _single_test(key, test, negated=negated, when_absent=when_absent)
    combine = _COMBINED[clause.qualifier]

    def holds(find: Find) -> bool | None:
        values = find(key)
        if not values:
            return when_absent
        lookup = lookup_in(find)
        try:
            found = [_one(test, value, lookup, negated) for value in values]
        except Unsure:
            return None
        if clause.qualifier == EVERY:
            # A key whose value is empty counts as one without values.
            found = [one for one, value in zip(found, values, strict=True) if value]
        return combine(found)

    return holds


def absent_holds(clause: Clause) -> bool:
    """Does a clause hold where its key is absent? Not asked of Null."""
    if clause.qualifier == EVERY:
        return True
    if clause.qualifier == SOME:
        return False
    return clause.if_exists or OPERATORS[clause.operator].negated


def _single_test(key: str, test: ValueTest, *, negated: bool, when_absent: bool) -> Holds:
    def holds(find: Find) -> bool | None:
        values = find(key)
        if not values:
            return when_absent
        if len(values) > 1:
            return agreed([_one(test, value, _nothing, negated) for value in values])
        found = test(values[0], _nothing)
        return found if found is None or not negated else not found

    return holds


def _one(test: ValueTest, value: str, lookup: Lookup, negated: bool) -> bool | None:  # noqa: FBT001
    found = test(value, lookup)
    return found if found is None or not negated else not found


def _nothing(_: str) -> str | None:
    return None


def lookup_in(find: Find) -> Lookup:
    """Policy variables take their values from the context; keys of several values have none."""

    def lookup(key: str) -> str | None:
        values = find(key)
        if len(values) > 1:
            raise Unsure
        return values[0] if values else None

    return lookup


def agreed(found: list[bool | None]) -> bool | None:
    """Several values under an operator for one: nothing is documented unless they all agree."""
    return found[0] if all(one is found[0] for one in found) else None


def every(found: list[bool | None]) -> bool | None:
    """All of them, in three values."""
    if False in found:
        return False
    return None if None in found else True


def some(found: list[bool | None]) -> bool | None:
    """At least one of them, in three values."""
    if True in found:
        return True
    return None if None in found else False


_COMBINED = {"": agreed, EVERY: every, SOME: some}


def _null_test(clause: Clause) -> Holds:
    wanted = {one.lower() for one in clause.values}
    key = clause.key
    if not wanted <= {"true", "false"}:
        return lambda _: None
    if len(wanted) != 1:
        return lambda _: bool(wanted)
    absent = wanted == {"true"}
    return lambda find: (not find(key)) is absent
