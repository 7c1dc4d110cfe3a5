"""Is there a context in which some statements hold and others do not?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crenel.policy.automaton import Exhausted
from crenel.policy.comparing.keys import Values, Vector, opaque, vectors
from crenel.policy.document import Clause, Statement

MAX_STEPS = 20_000
"""Of one search; beyond it nothing is claimed."""

Pins = dict[str, Values]
"""Keys whose values are given (none: absent)."""
Context = dict[str, Values]
"""Values by key; a key that is not there is absent."""
Domains = dict[str, list[Vector]]
Place = tuple[str, int]
"""A clause: its key's domain, and its position in the vectors there."""
_OPAQUE = (Vector((False,), None), Vector((True,), None))


def context_with(
    holding: Sequence[Statement], failing: Sequence[Statement], pins: Pins
) -> Context | None:
    """A context in which all of ``holding`` and none of ``failing`` hold; None: there is none.

    Clauses that cannot be read hold or not as it suits: the answer None is sound all the same.
    Raises Exhausted.
    """
    needed = {clause for one in holding for clause in one.clauses}
    avoided = [one.clauses for one in failing]
    if any(needed.issuperset(one) for one in avoided):
        return None
    domains, places = _domains([*needed, *(clause for one in avoided for clause in one)], pins)
    for clause in needed:
        key, place = places[clause]
        domains[key] = [one for one in domains[key] if one.holds[place]]
        if not domains[key]:
            return None
    ordered = sorted(avoided, key=len)
    solved = _Search(places).solve(domains, ordered)
    return None if solved is None else _context(solved, pins)


def _domains(clauses: Iterable[Clause], pins: Pins) -> tuple[Domains, dict[Clause, Place]]:
    by_key: dict[str, dict[Clause, None]] = {}
    places: dict[Clause, Place] = {}
    domains: Domains = {}
    for clause in clauses:
        if opaque(clause):
            name = f"\x00{len(places)}"
            if clause not in places:
                domains[name], places[clause] = list(_OPAQUE), (name, 0)
        else:
            by_key.setdefault(clause.key, {})[clause] = None
    for key, own in by_key.items():
        domains[key] = vectors(key, tuple(own), pins.get(key))
        places |= {clause: (key, number) for number, clause in enumerate(own)}
    return domains, places


class _Search:
    """Backtracking over statements that must fail: one clause of each is made false."""

    def __init__(self, places: dict[Clause, Place]) -> None:
        self._places = places
        self._steps = 0

    def solve(self, domains: Domains, failing: list[tuple[Clause, ...]]) -> Domains | None:
        self._steps += 1
        if self._steps > MAX_STEPS:
            raise Exhausted(f"conditions need more than {MAX_STEPS} cases")
        for number, clauses in enumerate(failing):
            if not any(self._false(domains, one) for one in clauses):
                return self._branch(domains, clauses, failing[number + 1 :])
        return domains

    def _false(self, domains: Domains, clause: Clause) -> bool:
        key, place = self._places[clause]
        return not any(one.holds[place] for one in domains[key])

    def _branch(
        self, domains: Domains, clauses: tuple[Clause, ...], rest: list[tuple[Clause, ...]]
    ) -> Domains | None:
        for clause in clauses:
            key, place = self._places[clause]
            kept = [one for one in domains[key] if not one.holds[place]]
            if kept:
                found = self.solve({**domains, key: kept}, rest)
                if found is not None:
                    return found
        return None


def _context(domains: Domains, pins: Pins) -> Context:
    """Values of the keys. Where none were found, a key is left out: the evaluator will tell."""
    values = dict(pins)
    for key, kept in domains.items():
        known = [one.values for one in kept if one.values is not None]
        if known:
            values[key] = known[0]
    return {key: found for key, found in values.items() if found}
