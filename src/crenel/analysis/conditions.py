"""Conditions of policy statements: does one of their keys hold requests off?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from crenel.model.guard import Guard
from crenel.model.truth import TRUE, Truth, any_of, truth
from crenel.model.value import Scalar, Unknown, UnknownKind, Value

_ANYTHING = ("*", "**", "0.0.0.0/0", "::/0")
_PATTERNS = ("like", "arn", "ipaddress")
"""Operators whose values may be patterns; elsewhere a ``*`` is a letter and matches nothing."""


def is_one_of(value: Value, *wanted: Scalar) -> Truth:
    """Is it one of these? What the platform fills in (the account, the region) is never a ``*``."""
    if isinstance(value, Unknown) and value.kind is UnknownKind.PSEUDO:
        return truth(False, value)
    return value.equals(*wanted)


def holds_off(condition: Value, concerns: Callable[[str], bool], *, strict: bool) -> Truth:
    """Must a key that ``concerns`` us have some value? Keys are given in lower case.

    Negated operators and ``Null`` name nothing. ``strict``: neither do operators that are content
    when the key is absent, because a stranger's request may lack it.
    """
    tests = (
        _binds(operator, item).under(guard)
        for guard, operator, key, item in _entries(condition)
        if concerns(key) and not _lenient(operator, strict=strict)
    )
    return any_of(tests) | condition.test(lambda _: False)


def _entries(condition: Value) -> Iterator[tuple[Guard, str, str, Value]]:
    for outer, operator, keys in condition.entries():
        for inner, key, item in keys.entries():
            guard = outer.conjoin(inner)
            if guard is not None:
                yield guard, operator.lower(), key.lower(), item


def _lenient(operator: str, *, strict: bool) -> bool:
    absent_will_do = operator.startswith("forallvalues") or operator.endswith("ifexists")
    return "not" in operator or operator == "null" or (strict and absent_will_do)


def _binds(operator: str, item: Value) -> Truth:
    if "bool" in operator:
        return item.any(lambda one: one.is_true())
    if not any(word in operator for word in _PATTERNS):
        return TRUE
    return ~item.any(lambda one: is_one_of(one, *_ANYTHING))
