"""The policy templates of SAM that say what is wanted, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from crenel.fixes.narrowing.forms import Json, resource
from crenel.fixes.narrowing.resources import Hole, Parts
from crenel.fixes.narrowing.wanted import Statement
from crenel.policy.authorization import expand
from crenel.policy.globs import covers
from crenel.readers.sam.roles.data import PolicyTemplate, policy_templates

if TYPE_CHECKING:
    from crenel.analysis.permissions.grants import Grant

_PSEUDO = {"AWS::Partition": "aws", "AWS::Region": "*", "AWS::AccountId": "*"}
_HOLE = re.compile(r"\$\{([^}]*)\}")
Pair = tuple[str, str]
"""An action, on a pattern."""


class Fit(msgspec.Struct, frozen=True):
    """A policy template, what it is given, and all that it grants then."""

    name: str
    given: Json
    pairs: frozenset[Pair]
    wild: frozenset[Pair]
    """Its wildcards, as they are written."""


def fitted(
    statements: Sequence[Statement], granted: Iterable[Grant]
) -> tuple[list[Json], list[Statement]]:
    """Policy templates that grant nothing beyond the statements, and what is left of these.

    A wildcard of a template (``sqs:SendMessage*``) must be granted as a whole today: it also holds
    for actions that there are not yet.
    """
    rows = [row for row in granted if row.effect == "Allow" and row.condition is None]
    plain = [one for one in statements if _is_plain(one)]
    pairs = {
        (action, pattern) for one in plain for action in one.actions for pattern in one.patterns
    }
    parts = {p: q for one in plain for p, q in zip(one.patterns, one.resources, strict=True)}
    chosen: list[Fit] = []
    left = set(pairs)
    found = [fit for fit in _fits(parts) if fit.pairs <= pairs and _is_granted(fit, rows)]
    for fit in sorted(found, key=lambda one: (-len(one.pairs), one.name)):
        if fit.pairs & left:
            chosen.append(fit)
            left -= fit.pairs
    rest = [rest for one in statements for rest in _without(one, pairs - left)]
    return [{one.name: one.given} for one in chosen], rest


def _is_plain(one: Statement) -> bool:
    return one.effect == "Allow" and one.condition is None and not (one.negated or one.all_but)


def _fits(parts: dict[str, Parts]) -> Iterator[Fit]:
    for name, template in policy_templates().items():
        if len(template.parameters) > 1 or any("Condition" in one for one in template.statements):
            continue
        for given, value in _parameters(template, parts):
            rows = list(_rows(template, given))
            found = frozenset((one, on) for row, on in rows for one in expand(row) or (row,))
            wild = frozenset((row, on) for row, on in rows if "*" in row)
            if found:
                yield Fit(name, dict.fromkeys(template.parameters, value), found, wild)


def _is_granted(fit: Fit, rows: Sequence[Grant]) -> bool:
    return all(
        any(
            not (row.negated or row.all_but)
            and covers(row.action.lower(), action.lower())
            and any(one == on or covers(one, on) for one in row.resources)
            for row in rows
        )
        for action, on in fit.wild
    )


def _parameters(template: PolicyTemplate, parts: dict[str, Parts]) -> Iterator[tuple[str, Any]]:
    """What the parameter may be so that its first resource is one that is wanted."""
    if not template.parameters:
        yield "", None
        return
    first = next(iter(_texts(template.statements[0].get("Resource"))), "")
    before, hole, after = _plainly(first).partition(f"${{{template.parameters[0]}}}")
    if not hole or "${" in after:
        return
    for pattern, written in parts.items():
        if not (pattern.startswith(before) and pattern.endswith(after)):
            continue
        given = pattern[len(before) : len(pattern) - len(after)]
        value = resource(written) if not before and not after else _name(given, written)
        if value is not None:
            yield given, value


def _name(given: str, written: Parts) -> Any:  # noqa: ANN401 - JSON
    """A name: a reference, or a literal; None where it is more than that."""
    whole = _HOLE.fullmatch(given)
    if whole is not None and "::" not in whole[1]:
        return resource((Hole(whole[1]),))
    fixed = all(isinstance(one, str) or "AWS::" in one.name for one in written)
    return given if fixed and given and not set(given) & set("${}*?/:") else None


def _rows(template: PolicyTemplate, given: str) -> Iterator[Pair]:
    """What a template grants: actions as they are written, on patterns."""
    for one in template.statements:
        for action in _texts(one.get("Action")):
            for text in _texts(one.get("Resource")):
                filled = _plainly(text)
                for name in template.parameters:
                    filled = filled.replace(f"${{{name}}}", given)
                yield action, filled


def _plainly(text: str) -> str:
    """Without pseudo-parameters, as patterns are compared here."""
    return _HOLE.sub(lambda hole: _PSEUDO.get(hole[1], hole[0]), text)


def _texts(value: object) -> Iterable[str]:
    found = [value] if isinstance(value, str) else value
    return (str(one) for one in found) if isinstance(found, list | tuple) else ()


def _without(one: Statement, gone: set[Pair]) -> Iterator[Statement]:
    """The statement without the pairs that templates grant."""
    if not _is_plain(one):
        yield one
        return
    groups: dict[tuple[str, ...], list[str]] = {}
    for action in one.actions:
        kept = tuple(pattern for pattern in one.patterns if (action, pattern) not in gone)
        if kept:
            groups.setdefault(kept, []).append(action)
    parts = dict(zip(one.patterns, one.resources, strict=True))
    for patterns, actions in groups.items():
        yield msgspec.structs.replace(
            one,
            actions=tuple(actions),
            patterns=patterns,
            resources=tuple(parts[pattern] for pattern in patterns),
        )
