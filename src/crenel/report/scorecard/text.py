"""The scorecard for a terminal: theme by theme, what speaks against first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from crenel.model.verdict import Report, Severity
from crenel.practices.scorecard import Level, Score
from crenel.report.closing import coverage
from crenel.report.escape import visible
from crenel.report.frame.cells import UNLIMITED, wrap
from crenel.report.frame.palette import Palette

_COLORS = {Level.NOT_COVERED: Severity.HIGH, Level.PARTLY: Severity.MEDIUM}
_LEVEL = max(len(level.value) for level in Level)


def page(scores: Sequence[Score], report: Report, palette: Palette, width: int) -> str:
    """The whole page; ``width`` in columns, 0 for lines of any length."""
    lines = [_head(scores, report.root)]
    if not report.coverage.resources:
        # Thirty times "nothing here is judged" would hide that nothing was there.
        lines.append("nothing here looks like a serverless application: no practice was judged")
        scores = ()
    for theme, group in groupby(scores, key=lambda score: score.practice.theme):
        lines.extend(["", palette.strong(visible(theme))])
        lines.extend(line for score in group for line in _score(score, palette, width))
    lines.extend(["", *wrap(coverage(report), width or UNLIMITED)])
    return "\n".join(lines) + "\n"


def _head(scores: Sequence[Score], where: str) -> str:
    counts = Counter(score.level for score in scores)
    said = ", ".join(f"{counts[level]} {level.value}" for level in reversed(Level))
    return f"practices of {visible(where)}: {said}"


def _score(score: Score, palette: Palette, width: int) -> Iterator[str]:
    level = f"{score.level.value:{_LEVEL}}"
    color = _COLORS.get(score.level)
    painted = palette.severity(level, color) if color else palette.strong(level)
    name = f"{visible(score.practice.id):4}"
    indent = " " * (4 + len(name) + _LEVEL)
    first, *more = wrap(score.practice.title, _room(width, indent))
    yield f"  {name} {painted} {first}"
    yield from (f"{indent}{line}" for line in more)
    for sentence in _sentences(score):
        yield from (f"{indent}{line}" for line in wrap(sentence, _room(width, indent)))


def _sentences(score: Score) -> Iterator[str]:
    yield score.reason
    if score.practice.unseen:
        yield f"not looked at: {'; '.join(score.practice.unseen)}"
    if score.next and score.level is not Level.COVERED:
        yield f"next: {score.next}"


def _room(width: int, indent: str) -> int:
    return max(20, width - len(indent)) if width else UNLIMITED
