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
from crenel.report.summary import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crenel.model.verdict import Report
    from crenel.report.paths.found import Found
    from crenel.report.settings import Settings

SCHEMA = "crenel.overview/1"
MOST_LINES = 60
MOST_PATHS = 5
_LONGEST = 400
_FINDINGS = 10


def as_json(report: Report, found: Found, settings: Settings) -> str:
    """The documents of `crenel check` and `crenel paths`, side by side."""
    verdicts = json.loads(json_format.render(report, settings))
    paths = document(
        found, version=settings.version, root=report.root, unread=report.coverage.unread
    )
    return dumps({"schema": SCHEMA, "report": verdicts, "paths": paths})


def as_markdown(report: Report, found: Found, settings: Settings) -> str:
    """At most sixty lines: what changed, the worst paths, the findings."""
    fewer = msgspec.structs.replace(settings, shown_at_most=_FINDINGS)
    rest = table.render(report, fewer).splitlines()
    first, *below = rest
    lines = [first, "", *_paths(report, found), *below]
    if len(lines) > MOST_LINES:
        left = len(lines) - MOST_LINES + 1
        lines = [*lines[: MOST_LINES - 1], f"- {plural(left, 'more line')}: `crenel report`"]
    return "\n".join(lines) + "\n"


def _paths(report: Report, found: Found) -> Iterator[str]:
    told = comparison(report)
    if told:
        yield f"**{markdown(told)}**"
        yield ""
    pairs = found.per_pair()
    surer = [one for one, _ in pairs if one.certainty is not Certainty.POSSIBLE]
    for path in surer[:MOST_PATHS]:
        place = path.steps[0].place
        where = f" {code_span(f'{place.file}:{place.line}')}" if place is not None else ""
        words = f"{markdown(path.sentence[:_LONGEST])}.{where}"
        cut = f" Close it: {markdown(path.cut[:_LONGEST])}" if path.cut else ""
        yield f"- **{path.severity.value}** {words}{cut}"
    left = len(pairs) - len(surer[:MOST_PATHS])
    if left:
        yield f"- {plural(left, 'more path')}, of which {len(pairs) - len(surer)} only possible"
