"""Needs against grants: what is missing, what is unused, what wildcards grant that nothing needs.

Where something is not known, nothing is said with certainty: an action that is granted on
resources that nobody here can tell apart is not missing, and what a function with gaps is granted
is not unused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from crenel.analysis.globs import fits
from crenel.analysis.permissions.needs import Confidence, Need
from crenel.model.truth import TRUE, Truth, any_of
from crenel.policy.authorization import action as known_action
from crenel.policy.authorization import expand
from crenel.policy.globs import covers, disjoint

if TYPE_CHECKING:
    from crenel.analysis.permissions.grants import Grant
    from crenel.model.source import Span

_OUTSIDE = re.compile(r"\$\{[^}]*\}")
_ARN_FIELDS = 6


class Missing(msgspec.Struct, frozen=True):
    """A need that no grant covers."""

    need: Need
    certain: bool
    """False where a grant may cover it after all: the function may or may not fail."""
    because: str = ""
    sometimes: tuple[Grant, ...] = ()
    """Grants that cover it, each in some deployments."""


class Excess(msgspec.Struct, frozen=True):
    """A wildcard, or a policy of many actions, of which only a part is needed."""

    pattern: str
    resources: tuple[str, ...]
    needed: tuple[str, ...]
    granted: int
    """How many known actions it really grants; 0 where it grants everything."""
    levels: dict[str, int]
    """Of those that nothing needs, how many there are of each access level."""
    span: Span | None


class Judged(msgspec.Struct, frozen=True):
    """The comparison."""

    missing: tuple[Missing, ...] = ()
    unused: tuple[Grant, ...] = ()
    excess: tuple[Excess, ...] = ()
    wide: tuple[tuple[Grant, Need], ...] = ()
    """Grants on more resources than the one that is needed."""


def missing(
    needs: Iterable[Need], grants: Iterable[Grant], symbols: frozenset[str], *, unread: bool
) -> Iterator[Missing]:
    """The needs that no grant covers."""
    rows = list(grants)
    allows = [row for row in rows if row.effect == "Allow"]
    denies = [row for row in rows if row.effect == "Deny"]
    for need in needs:
        if need.optional:
            continue
        denied = next((row for row in denies if _denies(row, need)), None)
        if denied is not None:
            yield Missing(need, True, "a Deny holds for it")
            continue
        able = [row for row in allows if matches(row, need.action)]
        covering = tuple(row for row in able if _covers_all(row, need))
        if covering:
            if not granted(covering).certain:
                yield Missing(need, False, "it is granted in some deployments only", covering)
            continue
        touching = [row for row in able if _touches(row, need, symbols)]
        if touching and not need.confidence.bound:
            continue
        spread = all(any(_reaches(row, one) for row in able) for one in need.resources)
        if not spread:
            open_ = unread or bool(need.perhaps) or any("${construct:" in r for r in need.resources)
            yield Missing(need, not touching and not open_, _why(need, able, touching))


def granted(rows: Iterable[Grant]) -> Truth:
    """Does one of these rows exist?"""
    return any_of(TRUE.under(row.guard) for row in rows)


def _why(need: Need, able: list[Grant], touching: list[Grant]) -> str:
    if need.perhaps:
        return f"nothing grants it, and {need.perhaps}"
    if touching:
        return "whether the resource that is granted is the one that is needed is not known"
    return "it is granted on other resources only" if able else "nothing grants it"


def matches(row: Grant, action: str) -> bool:
    """Does a row speak of this action?"""
    if row.negated:
        return not any(fits(one, action) for one in row.others)
    return fits(row.action, action) or ("*" in action and fits(action, row.action))


def covered(action: str, resources: Iterable[str], rows: Iterable[Grant]) -> bool:
    """Is an action granted on these by one of the rows, always and without a condition?"""
    wanted = list(resources)
    return any(
        row.effect == "Allow"
        and row.condition is None
        and row.certain
        and matches(row, action)
        and all(_reaches(row, one) for one in wanted)
        for row in rows
    )


def _covers_all(row: Grant, need: Need) -> bool:
    return all(_reaches(row, one) for one in need.resources)


def _reaches(row: Grant, resource: str) -> bool:
    """Does a row hold for a whole resource pattern?"""
    if row.all_but:
        return all(disjoint(one, resource) for one in row.resources)
    return any(one == resource or covers(one, resource) for one in row.resources)


def _denies(row: Grant, need: Need) -> bool:
    if row.condition is not None or not row.certain or not matches(row, need.action):
        return False
    return _covers_all(row, need)


def _touches(row: Grant, need: Need, symbols: frozenset[str]) -> bool:
    """May a row hold for a part of what is needed? Symbols of parameters may be anything."""
    if row.all_but:
        return True
    return any(not _apart(one, other, symbols) for one in row.resources for other in need.resources)


@lru_cache(maxsize=16384)
def _apart(one: str, other: str, symbols: frozenset[str]) -> bool:
    return disjoint(_opened(one, symbols), _opened(other, symbols))


def _opened(pattern: str, symbols: frozenset[str]) -> str:
    """Wildcards for symbols that may be anything; a place for the region, another for the account.

    As wildcards these could swallow the rest of an ARN, and no two ARNs of a service were apart.
    """
    text = _OUTSIDE.sub(lambda hole: hole[0] if hole[0] in symbols else "*", pattern)
    fields = text.split(":", 5)
    if len(fields) == _ARN_FIELDS and fields[0] == "arn":
        fields[3:5] = ("-" if one == "*" else one for one in fields[3:5])
    return ":".join(fields)


def unused(
    grants: Iterable[Grant], needs: Iterable[Need], symbols: frozenset[str]
) -> Iterator[Grant]:
    """The allowing rows that nothing needs."""
    wanted = list(needs)
    for row in grants:
        if row.effect == "Allow" and not any(serves(row, need, symbols) for need in wanted):
            yield row


def serves(row: Grant, need: Need, symbols: frozenset[str]) -> bool:
    """Is a row of use for a need?"""
    if not matches(row, need.action):
        return False
    return not need.confidence.bound or _touches(row, need, symbols)


def excess(grants: Iterable[Grant], needs: Iterable[Need]) -> Iterator[Excess]:
    """The wildcards of which a part is needed, and what else they grant."""
    wanted = sorted({need.action for need in needs})
    for row in grants:
        if row.effect != "Allow" or not _wild(row):
            continue
        used = tuple(one for one in wanted if matches(row, one))
        if not used:
            continue
        whole = row.negated or not _of_one_service(row.action)
        granted = () if whole else expand(row.action)
        rest = [one for one in granted if one not in used]
        if not granted or rest:
            pattern = "everything but " + ", ".join(row.others) if row.negated else row.action
            yield Excess(pattern, row.resources, used, len(granted), _levels(rest), row.span)


def _of_one_service(pattern: str) -> bool:
    """Is it a pattern within one service? Others are as good as everything."""
    service = pattern.partition(":")[0]
    return ":" in pattern and "*" not in service and "?" not in service


def _wild(row: Grant) -> bool:
    return row.negated or "*" in row.action or "?" in row.action


def _levels(actions: Iterable[str]) -> dict[str, int]:
    found = Counter(known.level for one in actions if (known := known_action(one)) is not None)
    return dict(sorted(found.items()))


def wide(grants: Iterable[Grant], needs: Iterable[Need]) -> Iterator[tuple[Grant, Need]]:
    """Grants that reach more than the bound resource that is needed."""
    bound = [
        need
        for need in needs
        if need.confidence in (Confidence.LITERAL, Confidence.TEMPLATE)
        and "*" not in need.resources
    ]
    for row in grants:
        if row.effect != "Allow" or row.all_but:
            continue
        served = [need for need in bound if matches(row, need.action)]
        wanted = [one for need in served for one in need.resources]
        open_ = [
            one
            for one in row.resources
            if (one == "*" or one.endswith((":*", "/*")))
            and any(covers(one, resource) for resource in wanted)
        ]
        if served and open_ and not any(set(open_) & set(need.resources) for need in served):
            yield row, served[0]
