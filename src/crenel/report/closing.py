"""The last lines for a person: totals, what is hidden, what was read and what not, what next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from crenel.model.verdict import Outcome
from crenel.report.escape import visible
from crenel.report.frame.cells import UNLIMITED, width, wrap
from crenel.report.frame.frame import place
from crenel.report.frame.palette import Palette
from crenel.report.gate import nothing_analysed
from crenel.report.settings import View
from crenel.report.summary import by_severity, commonest, deciding, plural, tally, undecided
from crenel.report.view import compared, failing, hidden, is_new, shows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crenel.model.verdict import (
        Coverage,
        Report,
        Unread,
        Verdict,
        Warning,  # noqa: A004 - the model's word
    )
    from crenel.report.settings import Settings

MOST_UNREAD = 10
MOST_WARNINGS = 10


def closing(report: Report, settings: Settings, verdicts: list[Verdict]) -> Iterator[str]:
    """``verdicts``: the new ones that the view shows."""
    for sentence in (total(report, verdicts), hiding(report, settings), comparison(report)):
        yield from _wrapped(sentence, settings)
    yield from _packed(coverage(report), settings)
    yield from _unread(report.coverage, settings)
    for sentence in report.decided:
        yield from _wrapped(visible(sentence), settings)
    yield from _wrapped(what_decides(report), settings)
    yield from _warnings(report, settings)
    yield from _wrapped(f"next: {_next(report, settings, verdicts)}", settings)


def total(report: Report, verdicts: list[Verdict]) -> str:
    """How many findings of which severity."""
    if not report.coverage.formats:
        return "nothing was judged"
    found = [verdict for verdict in verdicts if failing(verdict)]
    new = "new " if compared(report) else ""
    said = plural(len(found), f"{new}finding") if found else f"no {new}findings"
    severities = f": {tally(by_severity(found))}" if found else ""
    accepted = sum(verdict.outcome is Outcome.ACCEPTED for verdict in report.verdicts)
    return f"{said}{severities}" + (f"; {accepted} accepted" if accepted else "")


def hiding(report: Report, settings: Settings) -> str:
    """What the view leaves out, and the view that shows it; empty where that is nothing."""
    left = hidden(report, settings)
    if not left:
        return ""
    fails = [one for one in left if one.outcome is Outcome.FAILS]
    others = [
        (outcome.value, number)
        for outcome in (Outcome.MAY_FAIL, Outcome.UNDECIDED)
        if (number := sum(one.outcome is outcome for one in left))
    ]
    said = tally([*others, *by_severity(fails)])
    return f"hidden in this view ({settings.view.value}): {said}; {_wider(left, settings)}"


def comparison(report: Report) -> str:
    """New, still there and fixed since the baseline; empty without one."""
    if not compared(report):
        return ""
    bad = [verdict for verdict in report.verdicts if failing(verdict)]
    known = [verdict for verdict in bad if not is_new(verdict, report)]
    which = f" ({commonest(known)})" if known else ""
    return (
        f"compared with {visible(report.compared_with) or 'a baseline'}: "
        f"{len(bad) - len(known)} new, {len(known)} still there{which}, "
        f"{len(report.fixed_since)} fixed"
    )


def coverage(report: Report) -> str:
    """The line that is always there."""
    known = report.coverage
    formats = tally([(name, number) for name, number in sorted(known.formats.items()) if number])
    files = plural(known.files, "file") + (f" ({formats})" if formats else "")
    functions = f"{plural(known.functions, 'function')} ({known.functions_with_code} with code)"
    unread = len({one.file for one in known.unread})
    return (
        f"checked {files}: {functions}, {plural(known.resources, 'resource')}, "
        f"{plural(known.entry_points, 'entry point')}; not read: {plural(unread, 'file')}; "
        f"unknown: {plural(known.unknown_values, 'value')}; "
        f"undecided: {plural(undecided(report), 'verdict')}"
    )


def what_decides(report: Report) -> str:
    """Which names would decide most of what is undecided; empty where none would."""
    best = deciding(report.verdicts)
    if best is None:
        return ""
    names = " and ".join(f"`{visible(name)}`" for name in best.names)
    return f"giving {names} decides {best.decided} of {undecided(report)} undecided"


def unread_place(unread: Unread, settings: Settings) -> str:
    """Where something was not read."""
    return f"{visible(settings.path(unread.file))}:{unread.line}:{unread.column}"


def _unread(known: Coverage, settings: Settings) -> Iterator[str]:
    ordered = sorted(known.unread, key=lambda one: (one.file, one.line, one.column, one.reason))
    for one in ordered[:MOST_UNREAD]:
        yield from _wrapped(f"not read: {unread_place(one, settings)} {one.reason}", settings)
    left = ordered[MOST_UNREAD:]
    if left:
        yield f"not read: {len(left)} more (--format json names them)"


def _warnings(report: Report, settings: Settings) -> Iterator[str]:
    palette = Palette(settings.color)
    for one in report.warnings[:MOST_WARNINGS]:
        first, *more = _wrapped(f"warning: {warning_text(one, settings)}", settings)
        yield palette.warning("warning:") + first.removeprefix("warning:")
        yield from more
    left = len(report.warnings) - MOST_WARNINGS
    if left > 0:
        yield f"warning: {left} more (--format json names them)"


def warning_text(warning: Warning, settings: Settings) -> str:
    """The warning after its place."""
    if not warning.file:
        return visible(warning.message)
    where = f"{visible(settings.path(warning.file))}:{warning.line}"
    return f"{where}: {visible(warning.message)}"


def _wider(left: list[Verdict], settings: Settings) -> str:
    review = msgspec.structs.replace(settings, view=View.REVIEW)
    reviewed = sum(shows(one, review) for one in left)
    if reviewed == len(left):
        return "--view review shows them"
    if not reviewed:
        return "--view audit shows them"
    return f"--view review shows {reviewed} of them, --view audit all"


def _next(report: Report, settings: Settings, verdicts: list[Verdict]) -> str:
    worst = next((verdict for verdict in verdicts if failing(verdict)), None)
    if worst is not None:
        why = f"crenel explain {visible(worst.control)}"
        return f"mend {place(worst, settings)} first; `{why}` tells why and how"
    if nothing_analysed(report):
        return _next_without_template(report)
    best = deciding(report.verdicts)
    if best is not None:
        given = " ".join(f"--param {visible(name)}=VALUE" for name in best.names)
        return f"decide what is undecided with `crenel check {_root(report)}{given}`"
    if hidden(report, settings):
        return f"crenel check {_root(report)}--view audit"
    return "`crenel map` shows what was understood of the application"


def _root(report: Report) -> str:
    return "" if report.root in (".", "") else f"{visible(report.root)} "


def _next_without_template(report: Report) -> str:
    if report.coverage.unread:
        return "nothing could be judged; mend what was not read first"
    where = "here" if report.root in (".", "") else f"under {visible(report.root)}"
    return (
        f"nothing {where} looks like a serverless application; "
        "name a folder that holds a template, such as template.yaml"
    )


def _packed(sentence: str, settings: Settings) -> Iterator[str]:
    """Broken between clauses, where a line of the terminal takes the longest of them."""
    room = settings.width or UNLIMITED
    lines = [""]
    for clause in sentence.split("; "):
        joined = f"{lines[-1]}; {clause}" if lines[-1] else clause
        if lines[-1] and width(joined) >= room:
            lines[-1] += ";"
            lines.append(f"  {clause}")
        else:
            lines[-1] = joined
    if all(width(line) <= room for line in lines):
        yield from lines
    else:
        yield from _wrapped(sentence, settings)


def _wrapped(sentence: str, settings: Settings) -> Iterator[str]:
    if sentence:
        first, *more = wrap(sentence, settings.width or UNLIMITED)
        yield first
        yield from (f"  {line}" for line in more)
