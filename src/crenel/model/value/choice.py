"""One of several values, depending on the deployment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from crenel.model.guard import Guard
from crenel.model.truth import FALSE, Case, Truth
from crenel.model.value.leaves import Ref, Unknown
from crenel.model.value.root import Scalar, Test, UnknownKind, Value

MAX_LEAVES = 64
"""A choice in all its depth; what asks for more is not known (over budget)."""


class Choice(Value, frozen=True, eq=False):
    """One of several values, each under a guard; the guards cover every deployment."""

    branches: tuple[tuple[Guard, Value], ...]

    def get(self, key: str) -> Value:
        return self._each(lambda value: value.get(key))

    def cases(self) -> Iterator[tuple[Guard, Value]]:
        for guard, value in self.branches:
            for inner, leaf in value.cases():
                joined = guard.conjoin(inner)
                if joined is not None:
                    yield joined, leaf

    def items(self) -> Iterator[tuple[Guard, Value]]:
        for guard, value in self.branches:
            for inner, item in value.items():
                joined = guard.conjoin(inner)
                if joined is not None:
                    yield joined, item

    def entries(self) -> Iterator[tuple[Guard, str, Value]]:
        for guard, value in self.branches:
            for inner, key, item in value.entries():
                joined = guard.conjoin(inner)
                if joined is not None:
                    yield joined, key, item

    def or_default(self, default: Scalar, why: str) -> Value:
        return self._each(lambda value: value.or_default(default, why))

    def or_else(self, other: Value) -> Value:
        return self._each(lambda value: value.or_else(other))

    def test(self, holds: Callable[[Scalar], bool], *, absent: bool = False) -> Truth:
        return self._over(lambda value: value.test(holds, absent=absent))

    def equals(self, *wanted: Scalar) -> Truth:
        return self._over(lambda value: value.equals(*wanted))

    def contains(self, part: str) -> Truth:
        return self._over(lambda value: value.contains(part))

    def startswith(self, *prefixes: str) -> Truth:
        return self._over(lambda value: value.startswith(*prefixes))

    def endswith(self, *suffixes: str) -> Truth:
        return self._over(lambda value: value.endswith(*suffixes))

    def is_absent(self) -> Truth:
        return self._over(lambda value: value.is_absent())

    def known(self) -> Scalar | None:
        values = {value.known() for _, value in self.cases()}
        return values.pop() if len(values) == 1 else None

    def text(self) -> str:
        return " or ".join(dict.fromkeys(value.text() or "nothing" for _, value in self.cases()))

    def refs(self) -> Iterator[Ref]:
        return (ref for _, value in self.branches for ref in value.refs())

    def unknowns(self) -> Iterator[Unknown]:
        return (one for _, value in self.branches for one in value.unknowns())

    def _each(self, change: Callable[[Value], Value]) -> Value:
        branches = tuple((guard, change(value)) for guard, value in self.branches)
        if leaves(branches) > MAX_LEAVES:
            name = "choice"
            return Unknown(kind=UnknownKind.OVER_BUDGET, name=name, span=self.span, via=self.via)
        return Choice(branches=branches, span=self.span, via=self.via)

    def _over(self, ask: Test) -> Truth:
        cases = []
        for guard, value in self.branches:
            for case in ask(value).cases:
                joined = guard.conjoin(case.guard)
                if joined is not None:
                    cases.append(Case(joined, case.holds, case.because))
        return Truth(tuple(cases)) if cases else FALSE


def leaves(branches: Iterable[tuple[Guard, Value]]) -> int:
    """How many values there are in all, through choices inside choices."""
    return sum(leaves(value.branches) if isinstance(value, Choice) else 1 for _, value in branches)
