"""What one context key can make true at once: the realisable vectors of the clauses about it.

A key is absent, has one value, or (where a clause has a set qualifier) several. Values fall into
classes that no clause tells apart: classes of texts by an automaton over all patterns, cells of a
line for numbers, dates, addresses and booleans. Every vector is found by asking the evaluator's
own tests about a representative.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations, product

import msgspec

from crenel.policy.automaton import Automaton, Exhausted
from crenel.policy.document import Clause
from crenel.policy.evaluating.clauses import clause_test
from crenel.policy.evaluating.context import Find
from crenel.policy.operators import OPERATORS, Family
from crenel.policy.operators.lines import LINES, Interval, Line, Point
from crenel.policy.operators.texts import binary, pattern_of, shaped
from crenel.policy.tokens import Tokens, variables_of

MAX_CLASSES = 12
"""Of the values of a key that may have several: its sets of classes are all tried."""
_BINARY = Family.BINARY.name

Values = tuple[str, ...]


class Vector(msgspec.Struct, frozen=True):
    """Which clauses hold, in their order, and values of the key with which they do."""

    holds: tuple[bool, ...]
    values: Values | None
    """None: no values were found, though some may exist."""


def opaque(clause: Clause) -> bool:
    """Whether the clause says nothing about values: it holds or not, nobody knows when."""
    if clause.unreadable or (clause.variables and any(map(variables_of, patterns(clause)))):
        return True
    found = OPERATORS[clause.operator]
    if found.family is Family.NULL:
        return not {one.lower() for one in clause.values} <= {"true", "false"}
    if found.family.textual:
        return any(shaped(found.family.name, one) is None for one in patterns(clause))
    return any(_unreadable(found.family, found.relation, one) for one in clause.values)


def patterns(clause: Clause) -> list[Tokens]:
    """The values of a clause about texts, as tokens."""
    family = OPERATORS[clause.operator].family
    if not family.textual:
        return []
    return [pattern_of(family.name, one, variables=clause.variables) for one in clause.values]


@lru_cache(maxsize=16384)
def _unreadable(family: Family, relation: str, text: str) -> bool:
    if family is Family.BINARY:
        return binary(text) is None
    return LINES[family.name].interval(relation, text) is None


@lru_cache(maxsize=8192)
def vectors(key: str, clauses: tuple[Clause, ...], pinned: Values | None = None) -> list[Vector]:
    """All that can hold together for one key.

    ``pinned`` leaves only these values possible (none: absent). Raises Exhausted.
    """
    tests = [clause_test(one) for one in clauses]
    found: dict[tuple[bool, ...], Vector] = {}
    candidates = [pinned] if pinned is not None else _candidates(clauses)
    for values in candidates:
        find = _finding(key, values)
        holds = [test(find) for test in tests]
        if None not in holds:
            made = tuple(bool(one) for one in holds)
            found.setdefault(made, Vector(made, values))
    if pinned is None:
        for made in _mixed(clauses, found):
            found.setdefault(made, Vector(made, None))
    return list(found.values())


def _finding(key: str, values: Values) -> Find:
    return lambda name: values if name == key else ()


def _candidates(clauses: tuple[Clause, ...]) -> Iterator[Values]:
    yield ()
    single = [value for domain in _domains(clauses).values() for value in domain]
    single = list(dict.fromkeys(single)) or ["x"]
    several = any(one.qualifier for one in clauses)
    if several:
        single = _classes(clauses, single)
    yield from ((value,) for value in single)
    if several:
        if len(single) > MAX_CLASSES:
            raise Exhausted("a condition key has too many kinds of values to try all their sets")
        for size in range(2, len(single) + 1):
            yield from combinations(single, size)


def _classes(clauses: tuple[Clause, ...], single: list[str]) -> list[str]:
    """One value of each class; the empty value is one of its own under ForAllValues."""
    tests = [clause_test(msgspec.structs.replace(one, qualifier="")) for one in clauses]
    found: dict[tuple[object, ...], str] = {}
    for value in ["", *single]:
        find = _finding(clauses[0].key, (value,))
        kind = tuple(test(find) for test in tests)
        found.setdefault((value == "", *kind), value)
    return list(found.values())


def _mixed(
    clauses: tuple[Clause, ...], found: dict[tuple[bool, ...], Vector]
) -> Iterator[tuple[bool, ...]]:
    """Where kinds of values meet on one key: any text may be any number, for all we can tell."""
    kinds = [_domain(one) for one in clauses]
    parts = sorted({one for one in kinds if one})
    if len(parts) < 2:  # noqa: PLR2004 - nothing meets
        return
    seen = {
        part: {
            tuple(one for one, kind in zip(made, kinds, strict=True) if kind == part)
            for made in _alone(clauses, part)
        }
        for part in parts
    }
    nulls = {made for made in found if found[made].values}
    shown = next(iter(nulls), None)
    for choice in product(*(sorted(seen[part]) for part in parts)):
        queues = {part: iter(values) for part, values in zip(parts, choice, strict=True)}
        yield tuple(
            next(queues[kind]) if kind else bool(shown and shown[place])
            for place, kind in enumerate(kinds)
        )


def _alone(clauses: tuple[Clause, ...], part: str) -> list[tuple[bool, ...]]:
    """The vectors of the clauses of one kind, with a value; the others' places are False."""
    places = [place for place, one in enumerate(clauses) if _domain(one) == part]
    own = tuple(clauses[place] for place in places)
    made: list[tuple[bool, ...]] = []
    for vector in vectors(own[0].key, own):
        if vector.values:
            whole = [False] * len(clauses)
            for place, holds in zip(places, vector.holds, strict=True):
                whole[place] = holds
            made.append(tuple(whole))
    return made


def _domain(clause: Clause) -> str:
    """The kind of values that a clause is about; clauses about texts share one."""
    family = OPERATORS[clause.operator].family
    if family is Family.NULL:
        return ""
    return "TEXT" if family.textual else family.name


def _domains(clauses: tuple[Clause, ...]) -> dict[str, list[str]]:
    made: dict[str, list[str]] = {}
    for part in sorted({_domain(one) for one in clauses} - {""}):
        own = [one for one in clauses if _domain(one) == part]
        if part == "TEXT":
            made[part] = list(_texts(own))
        elif part == _BINARY:
            made[part] = _binaries(own)
        else:
            made[part] = list(_cells(LINES[part], own))
    return made


def _texts(clauses: Iterable[Clause]) -> Iterator[str]:
    found: dict[tuple[Tokens, bool], None] = {}
    exact = True
    for clause in clauses:
        family = OPERATORS[clause.operator].family
        exact &= family is Family.EXACT
        for pattern in patterns(clause):
            shape = shaped(family.name, pattern)
            if shape is not None:
                found[shape, family is Family.FOLDED] = None
    if exact:
        words = ["".join(map(str, one)) for one, _ in found]
        yield _other_than(words)
        yield from words
        return
    folds = frozenset(number for number, (_, folded) in enumerate(found) if folded)
    automaton = Automaton([one for one, _ in found], folds)
    mask = sum(automaton.accepting)
    seen: set[int] = set()
    for state, text in automaton.walk():
        if not text:
            yield text  # ForAllValues passes over it: it stands for itself alone
        elif state & mask not in seen:
            seen.add(state & mask)
            yield text


def _other_than(words: list[str]) -> str:
    known = set(words)
    return next(
        one
        for one in ("x", "other", *(f"other-{n}" for n in range(len(known) + 1)))
        if one not in known
    )


def _binaries(clauses: Iterable[Clause]) -> list[str]:
    words = {one for clause in clauses for text in clause.values if (one := binary(text))}
    length = 1 + max((len(one) for one in words), default=0)
    other = "QUFB" * length  # longer than each of them, and base64
    return [other, *sorted(words)]


def _cells(line: Line, clauses: Iterable[Clause]) -> Iterator[str]:
    """A value at every end of an interval, and one between any two, within the domain."""
    ends: set[Point] = set()
    for clause in clauses:
        relation = OPERATORS[clause.operator].relation
        for text in clause.values:
            interval = line.interval(relation, text)
            ends |= _ends(interval) if interval else set()
    for low, high in line.domain:
        inside = {one for one in ends if _within(one, low, high)}
        inside |= {one for one in (low, high) if one is not None}
        yield from map(line.show, _points(sorted(inside), line, low, high))


def _ends(interval: Interval) -> set[Point]:
    return {one for one in (interval.low, interval.high) if one is not None}


def _within(point: Point, low: Point | None, high: Point | None) -> bool:
    return (low is None or low <= point) and (high is None or point <= high)


def _points(
    ends: list[Point], line: Line, low: Point | None, high: Point | None
) -> Iterator[Point]:
    if not ends:
        yield Point(0)
        return
    if low is None:
        yield ends[0] - 1
    for place, end in enumerate(ends):
        yield end
        after = ends[place + 1] if place + 1 < len(ends) else None
        if not line.dense:
            # An end is the first or the last point of an interval: its neighbours tell.
            yield from (one for one in (end - 1, end + 1) if _within(one, low, high))
        elif after is not None:
            yield (end + after) / 2
    if high is None:
        yield ends[-1] + 1
