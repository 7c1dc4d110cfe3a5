"""``github``: workflow commands, which a GitHub runner shows as annotations on the lines.

A runner keeps ten of each level per step: the worst come first, and only new ones come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.model.verdict import Outcome
from crenel.report.closing import coverage, total, warning_text
from crenel.report.escape import visible
from crenel.report.levels import GITHUB_COMMAND
from crenel.report.view import is_new, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crenel.model.verdict import Report, Verdict
    from crenel.report.settings import Settings

Place = dict[str, str | int]

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(report: Report, settings: Settings) -> str:
    """One command a line: findings, what was not read, warnings, and the coverage."""
    return "".join(f"{line}\n" for line in _commands(report, settings))


def _commands(report: Report, settings: Settings) -> Iterator[str]:
    verdicts = [one for one in shown(report, settings) if is_new(one, report)]
    for verdict in verdicts:
        if verdict.outcome is not Outcome.ACCEPTED:
            yield _annotation(verdict, settings)
    for one in report.coverage.unread:
        place: Place = {"file": settings.path(one.file), "line": one.line, "col": one.column}
        yield _command("warning", [one.reason], title="crenel: not read", **place)
    for warning in report.warnings:
        yield _command("warning", [warning_text(warning, settings)], title="crenel")
    summary = [total(report, verdicts), coverage(report)]
    yield _command("notice", summary, title="crenel")


def _annotation(verdict: Verdict, settings: Settings) -> str:
    span = verdict.span.first_line()
    place: Place = {
        "file": settings.path(span.file),
        "line": span.line,
        "endLine": span.line,
        "col": span.column,
        "endColumn": span.column + span.end - span.start,
    }
    fails = verdict.outcome is Outcome.FAILS
    level = GITHUB_COMMAND[verdict.severity] if fails else "notice"
    word = verdict.severity.value if fails else f"{verdict.outcome.value} {verdict.severity.value}"
    title = f"{word}: {verdict.control}"
    return _command(level, list(_message(verdict, settings)), title=title, **place)


def _message(verdict: Verdict, settings: Settings) -> Iterator[str]:
    yield verdict.message
    fix = settings.control(verdict).fix
    if fix:
        yield f"fix: {fix}"
    yield f"why: crenel explain {verdict.control}"


def _command(name: str, lines: list[str], **properties: str | int) -> str:
    given = ",".join(
        f"{key}={visible(str(value)).translate(_PROPERTY)}" for key, value in properties.items()
    )
    data = "\n".join(visible(line) for line in lines).translate(_DATA)
    return f"::{name} {given}::{data}"
