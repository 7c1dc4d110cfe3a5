"""``markdown``: a comment for a pull request, at most sixty lines, new findings first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.model.verdict import Outcome
from crenel.report.closing import (
    comparison,
    coverage,
    hiding,
    total,
    warning_text,
)
from crenel.report.escape import code_span, markdown
from crenel.report.summary import by_control, deciding, undecided
from crenel.report.view import compared, is_new, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crenel.model.verdict import Report, Verdict
    from crenel.report.settings import Settings

MOST_ROWS = 20
MOST_UNREAD = 10
MOST_WARNINGS = 5
MOST_CONTROLS = 10
LONGEST = 300


def render(report: Report, settings: Settings) -> str:
    """A heading, a table, and what the coverage line of the text says."""
    return "\n".join(_lines(report, settings)) + "\n"


def _lines(report: Report, settings: Settings) -> Iterator[str]:
    verdicts = [one for one in shown(report, settings) if one.outcome is not Outcome.ACCEPTED]
    new = [one for one in verdicts if is_new(one, report)]
    yield f"### Crenel: {markdown(total(report, new))}"
    yield ""
    most = min(settings.shown_at_most, MOST_ROWS)
    if verdicts:
        yield from _table(verdicts[:most], report, settings)
        yield ""
    if verdicts[most:]:
        yield _rest(verdicts[most:])
        yield ""
    yield from _closing(report, settings)


def _table(verdicts: list[Verdict], report: Report, settings: Settings) -> Iterator[str]:
    yield "| severity | finding | where | fix |"
    yield "|---|---|---|---|"
    for verdict in verdicts:
        cells = _cells(verdict, report, settings)
        yield f"| {' | '.join(cells)} |"


def _cells(verdict: Verdict, report: Report, settings: Settings) -> Iterator[str]:
    words = [f"**{verdict.severity.value}**"]
    if verdict.outcome is not Outcome.FAILS:
        words.append(verdict.outcome.value)
    if compared(report):
        words.append("new" if is_new(verdict, report) else "known")
    yield ", ".join(words)
    yield f"{_text(verdict.message)} ({code_span(_short(verdict.control))})"
    where = code_span(_short(f"{settings.path(verdict.span.file)}:{verdict.span.line}"))
    yield f"{where} {code_span(_short(verdict.logical_id))}" if verdict.logical_id else where
    yield _text(settings.control(verdict).fix)


def _rest(verdicts: list[Verdict]) -> str:
    counted = by_control(verdicts)
    names = [f"{number} {code_span(_short(name))}" for name, number in counted[:MOST_CONTROLS]]
    dots = ", ..." if counted[MOST_CONTROLS:] else ""
    return f"and {len(verdicts)} more: {', '.join(names)}{dots}"


def _closing(report: Report, settings: Settings) -> Iterator[str]:
    for sentence in (comparison(report), hiding(report, settings), coverage(report)):
        if sentence:
            yield f"- {_text(sentence)}"
    best = deciding(report.verdicts)
    if best is not None:
        names = " and ".join(code_span(_short(name)) for name in best.names)
        yield f"- giving {names} decides {best.decided} of {undecided(report)} undecided"
    unread = [
        f"not read: {code_span(_short(f'{settings.path(one.file)}:{one.line}'))} "
        f"{_text(one.reason)}"
        for one in report.coverage.unread
    ]
    yield from _bullets(unread, MOST_UNREAD, "not read")
    warnings = [f"warning: {_text(warning_text(one, settings))}" for one in report.warnings]
    yield from _bullets(warnings, MOST_WARNINGS, "warnings")


def _bullets(lines: Sequence[str], most: int, what: str) -> Iterator[str]:
    yield from (f"- {line}" for line in lines[:most])
    if lines[most:]:
        yield f"- {what}: {len(lines) - most} more"


def _text(text: str) -> str:
    return markdown(_short(text))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
