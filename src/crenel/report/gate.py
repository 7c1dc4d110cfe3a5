"""The exit code of a report: the same for every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.report.view import is_new, surely_enough

if TYPE_CHECKING:
    from crenel.model.verdict import Report, Verdict
    from crenel.report.settings import Settings

CLEAN, FINDINGS, INCOMPLETE, INTERNAL = 0, 1, 3, 4


def exit_code(report: Report, settings: Settings) -> int:
    """0 clean, 1 findings at or above ``fail_on``, 3 incomplete or nothing to analyse.

    4 where crenel itself failed on a file, whatever else was found.
    Where 1 and 3 both apply, 3 wins only under ``strict``.
    """
    if report.coverage.defects:
        return INTERNAL
    unfinished = incomplete(report)
    if any(gates(verdict, report, settings) for verdict in report.verdicts):
        return INCOMPLETE if unfinished and settings.strict else FINDINGS
    return INCOMPLETE if unfinished else CLEAN


def gates(verdict: Verdict, report: Report, settings: Settings) -> bool:
    """Whether this verdict alone makes the run fail."""
    if settings.fail_on is None or verdict.severity.rank < settings.fail_on.rank:
        return False
    return surely_enough(verdict, settings.view) and is_new(verdict, report)


def incomplete(report: Report) -> bool:
    """Whether nothing was analysed, or something was not read."""
    return nothing_analysed(report) or bool(report.coverage.unread)


def nothing_analysed(report: Report) -> bool:
    """Whether no template was judged at all."""
    coverage = report.coverage
    return not (report.verdicts or coverage.resources or any(coverage.formats.values()))
