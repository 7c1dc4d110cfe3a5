"""The answer about two sides: a relation, and a request that shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cached_property

import msgspec

from crenel.policy.automaton import Exhausted
from crenel.policy.comparing import solver
from crenel.policy.comparing.real import is_real
from crenel.policy.comparing.replay import Replay
from crenel.policy.comparing.search import Box, Candidate, Search
from crenel.policy.comparing.sides import Side
from crenel.policy.comparing.values import assignments, filled
from crenel.policy.document import Policy
from crenel.policy.principals import Principal

MAX_CANDIDATES = 64
"""Requests that the evaluator does not confirm, before a direction is given up as unknown."""


class Relation(Enum):
    """A against B."""

    EQUAL = "equal"
    NARROWER = "narrower"
    WIDER = "wider"
    INCOMPARABLE = "incomparable"
    UNKNOWN = "unknown"


class Witness(msgspec.Struct, frozen=True, kw_only=True):
    """A request that one side allows and the other does not, replayed in the evaluator."""

    action: str
    resource: str
    context: dict[str, tuple[str, ...]]
    principal: Principal | None = None
    allowed_by: str = "a"
    """``a`` or ``b``."""
    real: bool = False
    """Whether a known action with a resource of its formats can make this request."""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What two sides are to each other, over all strings."""

    relation: Relation
    real_relation: Relation = Relation.UNKNOWN
    """The same among requests of known actions on resources of their formats."""
    witness: Witness | None = None
    """Where A is wider or incomparable, one that A alone allows; where narrower, B alone."""
    because: str = ""
    """Why it is unknown."""

    @property
    def allows_nothing_more(self) -> bool:
        """Whether A allows nothing that B does not: proven, not presumed."""
        return self.relation in (Relation.EQUAL, Relation.NARROWER)


def compare(a: Sequence[Policy], b: Sequence[Policy]) -> Comparison:
    """A against B; each side is the documents that are judged together.

    Exact over all strings and contexts. Unknown where a document is malformed, a condition cannot
    be read and decides, or a bound is reached.
    """
    one, other = Side(a), Side(b)
    if one.broken or other.broken:
        return Comparison(relation=Relation.UNKNOWN, because="a statement is malformed")
    if one.statements.keys() == other.statements.keys():
        return Comparison(relation=Relation.EQUAL, real_relation=Relation.EQUAL)
    there = _Direction(a, b, one, other).escape()
    back = _Direction(b, a, other, one).escape()
    because = there.because or back.because
    if because:
        return Comparison(relation=Relation.UNKNOWN, because=because)
    witness = there.witness
    if witness is None and back.witness is not None:
        witness = msgspec.structs.replace(back.witness, allowed_by="b")
    return Comparison(
        relation=_relation(wider=there.witness is not None, narrower=back.witness is not None),
        real_relation=_real_relation(there, back),
        witness=witness,
    )


def _relation(*, wider: bool, narrower: bool) -> Relation:
    if wider:
        return Relation.INCOMPARABLE if narrower else Relation.WIDER
    return Relation.NARROWER if narrower else Relation.EQUAL


def _real_relation(there: _Escape, back: _Escape) -> Relation:
    undecided = any(one.real_undecided and not one.real for one in (there, back))
    if undecided:
        return Relation.UNKNOWN
    return _relation(wider=there.real, narrower=back.real)


class _Escape(msgspec.Struct, frozen=True):
    """What one side allows beyond the other: a witness, or nothing, or it is not known."""

    witness: Witness | None = None
    because: str = ""
    real_undecided: bool = False
    """Whether there may be a real witness where none was found."""

    @property
    def real(self) -> bool:
        return self.witness is not None and self.witness.real


class _Direction:
    """Does A allow anything that B does not?"""

    def __init__(self, a: Sequence[Policy], b: Sequence[Policy], side: Side, other: Side) -> None:
        self._side = side
        self._other = other
        self._sides = a, b
        self._tried = 0
        self._real_undecided = False

    def escape(self) -> _Escape:
        """The answer."""
        try:
            found = self._searched(Search(self._side, self._other, {}))
            if found is None and not self._tried:
                return _Escape(None, real_undecided=self._real_undecided)
            if found is None or not found.real:
                found = self._with_values(found)
        except Exhausted as limit:
            return self._by_solver(limit)
        if found is None:
            return _Escape(because="conditions or variables decide that cannot be followed")
        return _Escape(found, real_undecided=self._real_undecided)

    def _with_values(self, first: Witness | None) -> Witness | None:
        """A real witness with values for the variables, or the first one that there is.

        Only some values are tried, so that none is real proves nothing.
        """
        for pins in assignments(self._side, self._other):
            self._real_undecided = False
            sides = filled(self._side, pins), filled(self._other, pins)
            found = self._searched(Search(*sides, pins))
            if found is not None and found.real:
                return found
            self._real_undecided = True
            first = first or found
        return first

    def _by_solver(self, limit: Exhausted) -> _Escape:
        """What z3 says, where it is installed and decides."""
        if not solver.available():
            return _Escape(because=f"{limit.what} (the extra crenel[solver] goes further)")
        proven, candidates = solver.solved(self._side, self._other)
        found = self._confirmed(iter(candidates))
        if found is not None or proven:
            return _Escape(found, real_undecided=True)
        return _Escape(because=limit.what)

    def _searched(self, search: Search) -> Witness | None:
        """A confirmed witness, a real one where there is one."""
        first: Witness | None = None
        for box in search.boxes():
            found = self._confirmed(search.anything(box))
            if found is None:
                continue
            if found.real:
                return found
            real = self._really(search, box)
            if real is not None:
                return real
            first = first or found
        return first

    def _really(self, search: Search, box: Box) -> Witness | None:
        if self._real_undecided:
            return None
        try:
            return self._confirmed(search.real(box))
        except Exhausted:
            self._real_undecided = True
            return None

    @cached_property
    def _replay(self) -> Replay:
        return Replay(*self._sides)

    def _confirmed(self, candidates: Iterator[Candidate]) -> Witness | None:
        for found in candidates:
            if self._replay.confirms(found):
                return _witness(found)
            self._tried += 1
            if self._tried > MAX_CANDIDATES:
                return None
        return None


def _witness(found: Candidate) -> Witness:
    return Witness(
        action=found.action,
        resource=found.resource,
        context=found.context,
        principal=found.principal,
        real=is_real(found.action, found.resource),
    )
