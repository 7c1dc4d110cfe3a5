"""Verdicts and paths in one: the comment of a pull request, and the document for machines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec

from crenel.model.verdict import Certainty
from crenel.report.closing import comparison
from crenel.report.document import dumps
from crenel.report.escape import code_span, markdown
from crenel.report.formats import json_format
from crenel.report.formats import markdown as table
from crenel.report.paths.document import document
from crenel.report.paths.found import ends_of
from crenel.report.summary import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crenel.model.verdict import Report
    from crenel.report.html.page import Given
    from crenel.report.paths.found import Found
    from crenel.report.settings import Settings

SCHEMA = "crenel.overview/1"
MOST_LINES = 60
MOST_PATHS = 5
_LONGEST = 400
_FINDINGS = 10
_FIXED = 5


def as_json(report: Report, found: Found, settings: Settings) -> str:
    """The documents of `crenel check` and `crenel paths`, side by side."""
    verdicts = json.loads(json_format.render(report, settings))
    paths = document(
        found, version=settings.version, root=report.root, unread=report.coverage.unread
    )
    return dumps({"schema": SCHEMA, "report": verdicts, "paths": paths})


def as_markdown(given: Given, settings: Settings) -> str:
    """At most sixty lines: what changed, the worst paths, the findings."""
    report = given.report
    fewer = msgspec.structs.replace(settings, shown_at_most=_FINDINGS)
    rest = table.render(report, fewer).splitlines()
    first, *below = rest
    lines = [first, "", *_changed(given), *_paths(given), *below]
    if len(lines) > MOST_LINES:
        left = len(lines) - MOST_LINES + 1
        lines = [*lines[: MOST_LINES - 1], f"- {plural(left, 'more line')}: `crenel report`"]
    return "\n".join(lines) + "\n"


def _changed(given: Given) -> Iterator[str]:
    """What is new and what is gone, before everything else; nothing where nothing was compared."""
    told = comparison(given.report)
    if not told:
        return
    paths = ""
    if given.before is not None:
        now = given.found.ends()
        new, closed = len(now - given.before), len(given.before - now)
        paths = f"; paths: {new} new, {closed} closed"
    yield f"**{markdown(told)}{paths}**"
    yield ""
    for one in given.report.gone[:_FIXED]:
        yield f"- fixed: {markdown(one.message or one.control)} ({code_span(one.control)})"
    left = len(given.report.gone) - _FIXED
    if left > 0:
        yield f"- and {left} more fixed"
    if given.report.gone:
        yield ""


def _paths(given: Given) -> Iterator[str]:
    """The worst, those that are new first."""
    pairs = given.found.per_pair()
    surer = [one for one, _ in pairs if one.certainty is not Certainty.POSSIBLE]
    before = given.before
    new = {ends_of(one) for one in surer} - before if before is not None else set()
    for path in sorted(surer, key=lambda one: ends_of(one) not in new)[:MOST_PATHS]:
        place = path.steps[0].place
        where = f" {code_span(f'{place.file}:{place.line}')}" if place is not None else ""
        words = f"{markdown(path.sentence[:_LONGEST])}.{where}"
        cut = f" Close it: {markdown(path.cut[:_LONGEST])}" if path.cut else ""
        mark = "new, " if ends_of(path) in new else ""
        yield f"- **{mark}{path.severity.value}** {words}{cut}"
    left, possible = len(pairs) - len(surer[:MOST_PATHS]), len(pairs) - len(surer)
    if left and not surer:
        yield f"- {plural(left, 'possible path')}, none more than that: `crenel paths --all`"
    elif left:
        only = f", of which {possible} only possible" if possible else ""
        yield f"- {plural(left, 'more path')}{only}: `crenel paths`"
