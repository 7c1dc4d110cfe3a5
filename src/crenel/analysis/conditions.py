"""Conditions of policy statements: what their keys say, and whether one holds requests off."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from crenel.model.guard import Guard
from crenel.model.truth import TRUE, Truth, any_of, truth
from crenel.model.value import Scalar, Unknown, Value

_ANYTHING = ("*", "**", "0.0.0.0/0", "::/0")
_PATTERNS = ("like", "arn", "ipaddress")
"""Operators whose values may be patterns; elsewhere a ``*`` is a letter and matches nothing."""


class Pair(msgspec.Struct, frozen=True):
    """One key of a condition under its operator, both in lower case; values are alternatives.

    The key is empty where the keys of an operator cannot be read: ``values`` is then all of them.
    """

    guard: Guard
    operator: str
    key: str
    values: Value


def pairs(condition: Value) -> Iterator[Pair]:
    """Everything that a condition asks; nothing for one that cannot be read as a whole."""
    for guard, operator, keys in condition.entries():
        if not unreadable(keys).refuted:
            yield Pair(guard, operator.lower(), "", keys)
        for inner, key, values in keys.entries():
            joined = guard.conjoin(inner)
            if joined is not None:
                yield Pair(joined, operator.lower(), key.lower(), values)


def unreadable(value: Value) -> Truth:
    """Unknown where the value itself is, False where it can be looked into or is absent."""
    return value.test(lambda _: False)


def is_one_of(value: Value, *wanted: Scalar) -> Truth:
    """Is it one of these? What the platform fills in (the account, the region) is never a ``*``."""
    if isinstance(value, Unknown) and value.is_name:
        return truth(False, value)
    return value.equals(*wanted)


def holds_off(condition: Value, concerns: Callable[[str], bool], *, strict: bool) -> Truth:
    """Must a key that ``concerns`` us have some value? Keys are given in lower case.

    Negated operators and ``Null`` name nothing. ``strict``: neither do operators that are content
    when the key is absent, because a stranger's request may lack it.
    """
    tests = (
        _binds(pair).under(pair.guard)
        for pair in pairs(condition)
        if (not pair.key or concerns(pair.key)) and not _lenient(pair.operator, strict=strict)
    )
    return any_of(tests) | unreadable(condition)


def _lenient(operator: str, *, strict: bool) -> bool:
    absent_will_do = operator.startswith("forallvalues") or operator.endswith("ifexists")
    return "not" in operator or operator == "null" or (strict and absent_will_do)


def _binds(pair: Pair) -> Truth:
    if not pair.key:
        return unreadable(pair.values)
    if "bool" in pair.operator:
        return pair.values.any(lambda one: one.is_true())
    if not any(word in pair.operator for word in _PATTERNS):
        return TRUE
    return ~pair.values.any(lambda one: is_one_of(one, *_ANYTHING))
