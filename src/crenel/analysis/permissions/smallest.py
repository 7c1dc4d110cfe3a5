"""The smallest policy: valid IAM JSON that grants what is needed, and no more than is granted."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from crenel.analysis.globs import fits
from crenel.analysis.permissions.grants import Grant
from crenel.analysis.permissions.judged import serves
from crenel.analysis.permissions.needs import Confidence, Need
from crenel.analysis.permissions.table import resource_types
from crenel.policy.globs import covers, disjoint

_MAX_WILD = 200
"""Wildcards of one statement; where there are more, none is looked for that covers another."""

Json = dict[str, Any]
_Rows = dict[str, dict[str, list[str]]]
"""Condition (as JSON text) -> action -> resources."""


def smallest(
    needs: Iterable[Need], grants: Iterable[Grant], kept: Iterable[Grant], symbols: frozenset[str]
) -> Json:
    """The policy of a function: its needs, what is kept for what is not known, and its denials."""
    allows = [row for row in grants if row.effect == "Allow"]
    found: _Rows = {}
    for need in needs:
        serving = [row for row in allows if serves(row, need, symbols)]
        if need.optional and not serving:
            continue
        for action, able in _actions(need, serving):
            for resource, condition in _resources(need, able):
                _add(found, condition, action, resource)
    negated: list[Json] = []
    for row in kept:
        if row.negated or row.all_but:
            negated.append(_statement_of(row))
            continue
        for resource in row.resources:
            _add(found, _text(row.condition), row.action, resource)
    denials = [_statement_of(row) for row in grants if row.effect == "Deny"]
    return {
        "Version": "2012-10-17",
        "Statement": [*_statements(found), *_distinct([*negated, *denials])],
    }


def _actions(need: Need, serving: list[Grant]) -> list[tuple[str, list[Grant]]]:
    """The action of a need; of one that is a pattern, those parts of it that are granted."""
    parts: dict[str, list[Grant]] = {}
    for row in serving if "*" in need.action else ():
        narrow = not row.negated and fits(need.action, row.action)
        parts.setdefault(row.action if narrow else need.action, []).append(row)
    return list(parts.items()) or [(need.action, serving)]


def document_of(grants: Iterable[Grant]) -> Json:
    """The rows as one policy."""
    return {"Version": "2012-10-17", "Statement": [_statement_of(row) for row in grants]}


def document_of_needs(needs: Iterable[Need]) -> Json:
    """The needs as one policy."""
    found: _Rows = {}
    for need in needs:
        for resource in need.resources:
            _add(found, "", need.action, resource)
    return {"Version": "2012-10-17", "Statement": _statements(found)}


def _resources(need: Need, serving: list[Grant]) -> list[tuple[str, str]]:
    """What a need is written on: itself, where it is bound; else what is granted for it today."""
    if need.confidence.bound and not need.optional:
        return [(one, _condition(one, serving)) for one in need.resources]
    found = [
        (narrowed, _text(row.condition))
        for row in serving
        if not row.all_but
        for resource in row.resources
        if not all(disjoint(resource, one) for one in need.resources)
        for narrowed in _narrower(resource, need)
    ]
    return found or [(one, "") for one in need.resources]


def _narrower(granted: str, need: Need) -> tuple[str, ...]:
    """The narrower of what is granted and what the type allows.

    An action of several types may be asked on each of them, whichever its table calls required: it
    stays on what is granted.
    """
    if need.confidence is Confidence.ANY or not _of_one_type(need):
        return (granted,)
    return tuple(one for one in need.resources if covers(granted, one)) or (granted,)


def _of_one_type(need: Need) -> bool:
    """Is its action asked on one type of resource only? The patterns of a model are all it has."""
    required, others = resource_types(need.action)
    return len({*required, *others}) <= 1 or need.action.startswith("bedrock:InvokeModel")


def _condition(resource: str, serving: list[Grant]) -> str:
    """The condition under which it is granted today; none where it is granted without."""
    able = [
        row for row in serving if row.all_but or any(covers(one, resource) for one in row.resources)
    ]
    conditions = {_text(row.condition) for row in able}
    return "" if "" in conditions or len(conditions) != 1 else conditions.pop()


def _add(found: _Rows, condition: str, action: str, resource: str) -> None:
    found.setdefault(condition, {}).setdefault(action, []).append(resource)


def _statements(found: _Rows) -> list[Json]:
    made: list[Json] = []
    for condition, actions in found.items():
        groups: dict[tuple[str, ...], list[str]] = {}
        for action, resources in actions.items():
            groups.setdefault(_least(resources), []).append(action)
        for targets, names in groups.items():
            statement: Json = {
                "Effect": "Allow",
                "Action": _single(_least(names, actions=True)),
                "Resource": _single(targets),
            }
            if condition:
                statement["Condition"] = json.loads(condition)
            made.append(statement)
    return sorted(made, key=_place)


def _place(statement: Json) -> tuple[str, str]:
    """Statements stand in the order of their first action."""
    actions, resources = statement["Action"], statement["Resource"]
    first = actions if isinstance(actions, str) else actions[0]
    return first.lower(), str(resources)


def _least(patterns: Iterable[str], *, actions: bool = False) -> tuple[str, ...]:
    """The patterns without those that another covers, sorted."""
    every = sorted(set(patterns), key=lambda one: (one.lower(), one) if actions else ("", one))
    wild = [one for one in every if "*" in one or "?" in one]
    if len(wild) > _MAX_WILD:
        return tuple(every)
    return tuple(
        one for one in every if not any(other != one and covers(other, one) for other in wild)
    )


def _single(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, tuple | list):
        return value[0] if len(value) == 1 else list(value)
    return value


def _statement_of(row: Grant) -> Json:
    made: Json = {"Effect": row.effect}
    made["NotAction" if row.negated else "Action"] = (
        _single(row.others) if row.negated else row.action
    )
    made["NotResource" if row.all_but else "Resource"] = _single(row.resources)
    if row.condition is not None:
        made["Condition"] = row.condition
    return made


def _distinct(statements: list[Json]) -> list[Json]:
    found = {_text(one): one for one in statements}
    return list(found.values())


def _text(value: Any) -> str:  # noqa: ANN401 - JSON
    return "" if value is None else json.dumps(value, sort_keys=True)
