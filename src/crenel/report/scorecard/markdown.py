"""The scorecard as a Markdown table, for a wiki or a comment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from crenel.practices.scorecard import Score
from crenel.report.escape import markdown


def table(scores: Sequence[Score]) -> str:
    """A heading and a table for each theme."""
    return "\n".join(_lines(scores)) + "\n"


def _lines(scores: Sequence[Score]) -> Iterator[str]:
    yield "## Practices"
    for theme, group in groupby(scores, key=lambda score: score.practice.theme):
        yield from ("", f"### {markdown(theme)}", "")
        yield from ("| practice | level | evidence | next |", "|---|---|---|---|")
        yield from (f"| {' | '.join(map(markdown, _cells(score)))} |" for score in group)


def _cells(score: Score) -> Iterator[str]:
    yield f"{score.practice.id} {score.practice.title}"
    yield score.level.value
    unseen = "; ".join(score.practice.unseen)
    yield f"{score.reason} (not looked at: {unseen})" if unseen else score.reason
    yield score.next
