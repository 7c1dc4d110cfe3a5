"""The inputs that stand in a policy by the values that they have today.

Where a parameter's default names a resource, the smallest policy holds that name: it is the policy
of a deployment that leaves the default, and says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from crenel.analysis.permissions.names import last_part
from crenel.model.provenance import How
from crenel.model.value import Known, Text, Value

SOFT = frozenset({How.PARAMETER_DEFAULT, How.PARAMETER_GIVEN})
_DEFAULT = "default of parameter "
_NAME = re.compile(r"[A-Za-z0-9]")


def inputs_in(value: Value) -> Iterator[Known]:
    """The texts in a value that a parameter's default or a given value made."""
    for one in _leaves(value):
        if isinstance(one, Known) and is_soft(one) and _NAME.match(str(one.value)):
            yield one


def is_soft(value: Value) -> bool:
    """Did an input make it, in whole or in part?"""
    return value.via is not None and any(step.how in SOFT for step in value.via.chain())


def parameter_of(value: Value) -> str | None:
    """The parameter whose whole value it is."""
    steps = [one for one in value.via.chain() if one.how in SOFT] if value.via else []
    if len(steps) != 1:
        return None
    step = steps[0]
    if step.how is How.PARAMETER_GIVEN:
        return step.detail.rpartition(" ")[2] or None
    whole = step.span is not None and step.span.text.strip("\"'") == value.text()
    return step.detail.removeprefix(_DEFAULT) if whole and _DEFAULT in step.detail else None


def stands_in(name: str, pattern: str) -> bool:
    """Is it a whole component of the pattern?"""
    at = pattern.find(name)
    if not name or at < 0:
        return False
    before, after = pattern[:at], pattern[at + len(name) :]
    return (not before or before[-1] in ":/") and (not after or after[0] in ":/*-")


def defaults(values: Iterable[Value]) -> tuple[tuple[str, str], ...]:
    """Each parameter whose default is a value, with that."""
    found = (
        (step.detail.removeprefix(_DEFAULT), one.text())
        for value in values
        for one in inputs_in(value)
        for step in (one.via.chain() if one.via else ())
        if step.how is How.PARAMETER_DEFAULT and parameter_of(one) is not None
    )
    return tuple(dict.fromkeys(found))


def standing_in(policy: dict[str, Any], inputs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Those that a policy's resources hold."""
    resources = _texts([one.get("Resource", []) for one in policy["Statement"]])
    return {
        name: text
        for name, text in inputs
        if any(stands_in(last_part(text) if "://" in text else text, one) for one in resources)
    }


def _texts(value: Any) -> list[str]:  # noqa: ANN401 - JSON
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return [value if isinstance(value, str) else json.dumps(value)]


def _leaves(value: Value) -> Iterator[Value]:
    entries = list(value.entries())
    for _, _, inner in entries:
        yield from _leaves(inner)
    if entries:
        return
    for _, item in value.items():  # noqa: PERF102 - a value, no map
        if isinstance(item, Text):
            yield from item.segments
        yield item
