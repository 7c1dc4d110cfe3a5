"""What a SARIF run tells beside its results: what was not read, what was left out, warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crenel.report.closing import coverage
from crenel.report.sarif.places import link_free, point

if TYPE_CHECKING:
    from crenel.model.verdict import Report
    from crenel.report.settings import Settings

Notification = dict[str, Any]


def execution(report: Report, settings: Settings, left_out: int) -> list[Notification]:
    """Places that were not read, results over the limit, and the coverage line."""
    told = [
        _notification("not-read", "warning", one.reason)
        | {"locations": [point(one.file, one.line, one.column, settings)]}
        for one in report.coverage.unread
    ]
    if left_out:
        text = f"{left_out} results are left out, the least severe: GitHub takes 25,000 in a run"
        told.append(_notification("results-left-out", "warning", text))
    return [*told, _notification("coverage", "note", coverage(report))]


def configuration(report: Report, settings: Settings) -> list[Notification]:
    """What a person should mend in how crenel is used."""
    told = []
    for one in report.warnings:
        warning = _notification("configuration", "warning", one.message)
        if one.file:
            warning["locations"] = [point(one.file, one.line, 1, settings)]
        told.append(warning)
    return told


def _notification(name: str, level: str, text: str) -> Notification:
    return {"descriptor": {"id": name}, "level": level, "message": {"text": link_free(text)}}
