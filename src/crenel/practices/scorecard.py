"""From verdicts to a level for each practice, with the evidence and the next step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import Enum

import msgspec

from crenel.model.verdict import Outcome, Verdict
from crenel.practices.practice import Practice

Evidence = Mapping[str, Iterable[str]]
"""The names of controls -> the ids of the practices that each is evidence for."""


class Level(Enum):
    """How far a practice is followed, as far as crenel sees."""

    NOT_COVERED = "not covered"
    """Nothing speaks for it: all verdicts fail, or there are none."""
    PARTLY = "partly"
    """Something passes; something else fails, is accepted or could not be decided, or the heart of
    the practice is nothing that crenel sees."""
    COVERED = "covered"
    """Every verdict passes. What is not looked at is named beside it."""
    PROVED = "proved"
    """Seen to work when it ran: an exercise, a restored backup. No verdict about files can."""


class Share(msgspec.Struct, frozen=True):
    """What one control says about a practice."""

    control: str
    counts: Mapping[Outcome, int]

    @property
    def passes(self) -> bool:
        """Nothing but passes."""
        return set(self.counts) <= {Outcome.PASSES}


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """A practice with its level, why it has it, and what to do next."""

    practice: Practice
    level: Level
    reason: str
    next: str
    shares: tuple[Share, ...]
    """By control, those first that do not pass."""
    worst: Verdict | None = None
    """The failing verdict to begin with."""

    def count(self, outcome: Outcome) -> int:
        """Verdicts of one kind over all controls."""
        return sum(share.counts.get(outcome, 0) for share in self.shares)


def scorecard(
    practices: Iterable[Practice], verdicts: Iterable[Verdict], evidence: Evidence
) -> tuple[Score, ...]:
    """A score for each practice, in their order."""
    listed = tuple(practices)
    speaks = _spoken_for(listed, evidence)
    found: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        for practice in speaks.get(verdict.control, ()):
            found.setdefault(practice, []).append(verdict)
    seen = {practice for named in speaks.values() for practice in named}
    return tuple(_score(one, found.get(one.id, []), seen=one.id in seen) for one in listed)


def _spoken_for(practices: tuple[Practice, ...], evidence: Evidence) -> dict[str, set[str]]:
    """Controls -> the practices that they are evidence for, whichever side says so."""
    speaks = {control: set(named) for control, named in evidence.items()}
    for practice in practices:
        for control in practice.controls:
            speaks.setdefault(control, set()).add(practice.id)
    return speaks


def _score(practice: Practice, verdicts: list[Verdict], *, seen: bool) -> Score:
    counts = Counter(verdict.outcome for verdict in verdicts)
    worst = min((one for one in verdicts if one.outcome in _FAILING), key=_urgency, default=None)
    return Score(
        practice=practice,
        level=_level(counts, practice),
        reason=_reason(counts, seen=seen),
        next=_next(practice, counts, worst),
        shares=_shares(verdicts),
        worst=worst,
    )


_FAILING = (Outcome.FAILS, Outcome.MAY_FAIL)


def _level(counts: Counter[Outcome], practice: Practice) -> Level:
    if not counts[Outcome.PASSES]:
        return Level.NOT_COVERED
    whole = set(+counts) == {Outcome.PASSES}
    return Level(practice.at_most) if whole else Level.PARTLY


def _reason(counts: Counter[Outcome], *, seen: bool) -> str:
    total = counts.total()
    if total:
        others = [f"{counts[one]} {_WORDS[one]}" for one in _WORDS if counts[one]]
        return ", ".join([f"{counts[Outcome.PASSES]} of {total} verdicts pass", *others])
    return "nothing here is judged for it" if seen else "crenel does not look at this yet"


_WORDS = {
    Outcome.FAILS: "fail",
    Outcome.MAY_FAIL: "may fail",
    Outcome.UNDECIDED: "undecided",
    Outcome.ACCEPTED: "accepted",
}


def _next(practice: Practice, counts: Counter[Outcome], worst: Verdict | None) -> str:
    if worst is not None:
        place = f"{worst.span.file}:{worst.span.line}"
        return f"mend {worst.control} at {place}"
    if counts[Outcome.UNDECIDED]:
        return "decide what is undecided: crenel check --view audit names what would"
    return practice.next


def _shares(verdicts: list[Verdict]) -> tuple[Share, ...]:
    found: dict[str, Counter[Outcome]] = {}
    for verdict in verdicts:
        found.setdefault(verdict.control, Counter())[verdict.outcome] += 1
    shares = (Share(control, counts) for control, counts in found.items())
    return tuple(sorted(shares, key=lambda share: (share.passes, share.control)))


def _urgency(verdict: Verdict) -> tuple[object, ...]:
    span = verdict.span
    rank = (-verdict.severity.rank, -verdict.outcome.rank)
    return (*rank, span.file, span.line, verdict.control, verdict.address)
