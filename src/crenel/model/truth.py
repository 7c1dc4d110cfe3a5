"""Truth in three values over all deployments that a template allows (Kleene's strong logic)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from crenel.model.guard import ALWAYS, Guard

if TYPE_CHECKING:
    from crenel.model.value import Value

MAX_CASES = 32
"""Beyond this many cases, a truth keeps only what is certain and says unknown for the rest."""
_MAX_PRODUCTS = 256
"""So many pairs of cases are looked at when two truths are combined; beyond it is unknown."""


class Case(msgspec.Struct, frozen=True):
    """Under ``guard`` the statement holds (True), does not (False), or cannot be known (None)."""

    guard: Guard
    holds: bool | None
    because: tuple[Value, ...] = ()

    def flipped(self) -> Case:
        """The opposite, for the same reason."""
        return self if self.holds is None else Case(self.guard, not self.holds, self.because)


class Truth(msgspec.Struct, frozen=True):
    """The cases of a statement; they cover every deployment."""

    cases: tuple[Case, ...]

    @property
    def value(self) -> bool | None:
        """True or False where every case agrees, None otherwise."""
        first = self.cases[0].holds
        if len(self.cases) == 1:
            return first
        return first if all(case.holds is first for case in self.cases) else None

    @property
    def certain(self) -> bool:
        """It holds in every deployment."""
        cases = self.cases
        return cases[0].holds is True if len(cases) == 1 else self.value is True

    @property
    def possible(self) -> bool:
        """A deployment is known in which it holds."""
        return any(case.holds for case in self.cases)

    @property
    def refuted(self) -> bool:
        """It holds in no deployment."""
        cases = self.cases
        return cases[0].holds is False if len(cases) == 1 else self.value is False

    def __and__(self, other: Truth) -> Truth:
        return _combine(self, other, decisive=False)

    def __or__(self, other: Truth) -> Truth:
        return _combine(self, other, decisive=True)

    def __invert__(self) -> Truth:
        cases = self.cases
        return Truth((cases[0].flipped(),) if len(cases) == 1 else tuple(map(Case.flipped, cases)))

    def under(self, guard: Guard) -> Truth:
        """The statement where ``guard`` holds, and False where it does not."""
        if not guard:
            return self
        inside = list(self.given(guard).cases)
        if not inside:
            return FALSE
        outside = [Case(negation, holds=False) for negation in guard.negations()]
        return _capped([*inside, *outside])

    def given(self, guard: Guard) -> Truth:
        """The statement in the deployments where ``guard`` holds; others are left out."""
        if not guard:
            return self
        kept = tuple(
            Case(joined, case.holds, case.because)
            for case in self.cases
            if (joined := case.guard.conjoin(guard)) is not None
        )
        return Truth(kept) if kept else FALSE

    def __bool__(self) -> bool:
        message = "a Truth has three values: ask .certain, .possible or .refuted"
        raise TypeError(message)


TRUE = Truth((Case(ALWAYS, holds=True),))
FALSE = Truth((Case(ALWAYS, holds=False),))


def unknown(*because: Value) -> Truth:
    """A statement that cannot be decided, for want of these values."""
    return Truth((Case(ALWAYS, None, because),))


def truth(holds: bool, *because: Value) -> Truth:  # noqa: FBT001 - the truth value is the argument
    """A statement that is decided by these values."""
    return Truth((Case(ALWAYS, holds, because),))


def any_of(truths: Iterable[Truth]) -> Truth:
    """At least one holds; nothing given: False."""
    result = FALSE
    for one in truths:
        if result.certain:
            break
        if not _given_up(result):
            result = result | one
        elif one.certain:
            result = one
    return result


def all_of(truths: Iterable[Truth]) -> Truth:
    """All hold; nothing given: True."""
    result = TRUE
    for one in truths:
        if result.refuted:
            break
        if not _given_up(result):
            result = result & one
        else:
            result = one if one.refuted else unknown(*_because(list(result.cases)))
    return result


def _given_up(result: Truth) -> bool:
    """Had it too many cases to follow? Then only what decides every deployment still counts."""
    last = result.cases[-1]
    return len(result.cases) > 1 and last.holds is None and not last.guard


def _combine(left: Truth, right: Truth, *, decisive: bool) -> Truth:
    if len(left.cases) == 1 and len(right.cases) == 1:
        one, other = left.cases[0], right.cases[0]
        if one.guard is ALWAYS and other.guard is ALWAYS:
            return _combined_plain(left, right, decisive=decisive)
    if len(left.cases) * len(right.cases) > _MAX_PRODUCTS:
        return unknown(*_because([*left.cases, *right.cases]))
    return _capped(list(_products(left, right, decisive=decisive)))


def _combined_plain(left: Truth, right: Truth, *, decisive: bool) -> Truth:
    """The commonest pair by far: both hold, or do not, in every deployment."""
    one, other = left.cases[0], right.cases[0]
    if one.holds is decisive or (one.holds is None and other.holds is (not decisive)):
        return left
    if other.holds is decisive or (other.holds is None and one.holds is (not decisive)):
        return right
    return Truth((Case(ALWAYS, one.holds, (one.because + other.because)[:MAX_CASES]),))


def _products(left: Truth, right: Truth, *, decisive: bool) -> Iterator[Case]:
    for one in left.cases:
        if one.holds is decisive:  # whatever the other says: its cases would only multiply
            yield one
            continue
        for other in right.cases:
            guard = one.guard.conjoin(other.guard)
            if guard is not None:
                yield _joined(guard, one, other, decisive=decisive)


def _joined(guard: Guard, one: Case, other: Case, *, decisive: bool) -> Case:
    """Kleene's and (decisive False) or or (decisive True), keeping only what decided."""
    for case in (one, other):
        if case.holds is decisive:
            return Case(guard, decisive, case.because)
    open_cases = [case for case in (one, other) if case.holds is None] or [one, other]
    holds = open_cases[0].holds
    return Case(guard, holds, tuple(value for case in open_cases for value in case.because))


def _capped(cases: list[Case]) -> Truth:
    """At most MAX_CASES: alike cases are merged where nothing is lost, the rest become unknown."""
    if not cases:
        return FALSE
    verdicts = {case.holds for case in cases}
    if len(verdicts) == 1:
        if len(cases) == 1:
            return Truth(tuple(cases))
        return Truth((Case(ALWAYS, cases[0].holds, _because(cases)),))
    if len(cases) <= MAX_CASES:
        return Truth(tuple(cases))
    open_cases = [case for case in cases if case.holds is None]
    kept = [case for case in cases if case.holds is True][:1]
    return Truth((*kept, Case(ALWAYS, None, _because(open_cases or cases))))


def _because(cases: list[Case]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(value for case in cases for value in case.because))[:MAX_CASES]
