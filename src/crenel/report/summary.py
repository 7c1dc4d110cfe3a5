"""The figures of a report that several formats tell: counts, coverage, and what would decide."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from crenel.model.verdict import Outcome, Severity
from crenel.pattern import Pattern
from crenel.report.escape import visible
from crenel.report.view import compared, failing, is_new

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crenel.model.verdict import Report, Verdict

MOST_NAMES = 3
MOST_CONTROLS = 8
_PARAMETER = Pattern(r"[A-Za-z_][A-Za-z0-9_]*")
"""What a person can give with --param; other needs name what nobody can type."""


class Counts(msgspec.Struct, frozen=True):
    """How many verdicts of each kind."""

    outcomes: dict[Outcome, int]
    severities: dict[Severity, int]
    """Of those that fail, surely or possibly."""
    new: int
    known: int
    fixed: int
    is_compared: bool

    @classmethod
    def of(cls, report: Report) -> Counts:
        """Counted over everything, whatever the view."""
        bad = [verdict for verdict in report.verdicts if failing(verdict)]
        new = sum(is_new(verdict, report) for verdict in bad)
        return cls(
            Counter(verdict.outcome for verdict in report.verdicts),
            Counter(verdict.severity for verdict in bad),
            new,
            len(bad) - new,
            len(report.fixed_since),
            compared(report),
        )

    def plain(self) -> dict[str, object]:
        """As JSON says it."""
        outcomes = {one.value.replace("-", "_"): self.outcomes.get(one, 0) for one in Outcome}
        by_severity = {one.value: self.severities.get(one, 0) for one in Severity}
        known = {"new": self.new, "known": self.known, "fixed": self.fixed}
        return {**outcomes, "by_severity": by_severity, **(known if self.is_compared else {})}


class Deciding(msgspec.Struct, frozen=True):
    """A few names, and how many of the undecided verdicts their values would decide."""

    names: tuple[str, ...]
    decided: int


def undecided(report: Report) -> int:
    """How many verdicts could not be decided."""
    counted = sum(verdict.outcome is Outcome.UNDECIDED for verdict in report.verdicts)
    return max(counted, report.coverage.undecided)


def deciding(verdicts: Iterable[Verdict]) -> Deciding | None:
    """The few names that decide most of the undecided verdicts, or None where no names do.

    Greedy over the sets of names that verdicts ask for: the most verdicts for each new name.
    """
    wanted = Counter(
        frozenset(one.needs)
        for one in verdicts
        if one.outcome is Outcome.UNDECIDED
        and 0 < len(set(one.needs)) <= MOST_NAMES
        and all(map(_PARAMETER.fullmatch, one.needs))
    )
    chosen: frozenset[str] = frozenset()
    while (more := _best_addition(wanted, chosen)) is not None:
        chosen |= more
    return Deciding(tuple(sorted(chosen)), _decided(wanted, chosen)) if chosen else None


def by_control(verdicts: Iterable[Verdict]) -> list[tuple[str, int]]:
    """Controls with their numbers of verdicts, the most frequent first."""
    counted = Counter(verdict.control for verdict in verdicts)
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def by_severity(verdicts: Iterable[Verdict]) -> list[tuple[str, int]]:
    """Severities with their numbers of verdicts, the worst first."""
    counted = Counter(verdict.severity for verdict in verdicts)
    return [(one.value, counted[one]) for one in Severity if counted[one]]


def tally(numbers: Iterable[tuple[str, int]]) -> str:
    """``5 wildcard-action, 2 public-bucket``."""
    return ", ".join(f"{number} {visible(name)}" for name, number in numbers)


def plural(number: int, noun: str) -> str:
    """``1 file``, ``2 files``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _best_addition(
    wanted: Counter[frozenset[str]], chosen: frozenset[str]
) -> frozenset[str] | None:
    before = _decided(wanted, chosen)
    best: tuple[float, list[str]] | None = None
    for names in wanted:
        more = names - chosen
        if not more or len(more | chosen) > MOST_NAMES:
            continue
        gain = (_decided(wanted, chosen | more) - before) / len(more)
        rank = (-gain, sorted(more))
        best = rank if best is None else min(best, rank)
    return None if best is None else frozenset(best[1])


def _decided(wanted: Counter[frozenset[str]], chosen: frozenset[str]) -> int:
    return sum(number for names, number in wanted.items() if names <= chosen)


def commonest(verdicts: Iterable[Verdict]) -> str:
    """The controls that most of them are of, and how many other controls there are."""
    counted = by_control(verdicts)
    rest = len(counted) - MOST_CONTROLS
    more = f", {plural(rest, 'other control')}" if rest > 0 else ""
    return tally(counted[:MOST_CONTROLS]) + more
