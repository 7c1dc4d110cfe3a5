"""The scorecard as JSON: schema ``crenel.practices/1`` (schemas/practices-1.json)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from crenel.model.verdict import Outcome, Report
from crenel.practices.scorecard import Level, Score, Share
from crenel.report.formats.json_format import coverage
from crenel.report.summary import undecided

SCHEMA = "crenel.practices/1"

Row = dict[str, Any]


def document(scores: Sequence[Score], report: Report, version: str) -> Row:
    """What the scorecard says: how many practices have each level, and every practice."""
    counted = Counter(score.level for score in scores)
    return {
        "schema": SCHEMA,
        "crenel": version,
        "root": report.root,
        "today": report.today,
        "coverage": coverage(report.coverage, undecided(report)),
        "levels": {_word(level.value): counted[level] for level in Level},
        "practices": [_score(score) for score in scores],
    }


def _score(score: Score) -> Row:
    practice = score.practice
    return {
        "id": practice.id,
        "theme": practice.theme,
        "title": practice.title,
        "why": practice.why,
        "level": _word(score.level.value),
        "reason": score.reason,
        "counts": _counts((outcome, score.count(outcome)) for outcome in Outcome),
        "controls": [_share(share) for share in score.shares],
        "unseen": list(practice.unseen),
        "next": score.next,
    }


def _share(share: Share) -> Row:
    counts = _counts((outcome, share.counts.get(outcome, 0)) for outcome in Outcome)
    return {"control": share.control, **counts}


def _counts(numbers: Iterable[tuple[Outcome, int]]) -> dict[str, int]:
    return {_word(outcome.value): number for outcome, number in numbers}


def _word(text: str) -> str:
    return text.replace("-", "_").replace(" ", "_")
