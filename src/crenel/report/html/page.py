"""What the templates show, worked out before they run: no logic stands in them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from markupsafe import Markup

from crenel.analysis.paths.cut import Choke
from crenel.model.verdict import Certainty, Coverage, Gone, Outcome, Report, Severity, Unread
from crenel.practices.scorecard import Level, Score
from crenel.report.closing import comparison, warning_text, what_decides
from crenel.report.escape import visible
from crenel.report.html.graphs import map_picture
from crenel.report.html.rows import (
    Accepted,
    FindingRow,
    PathRow,
    PermissionRow,
    PracticeRow,
    RadiusRow,
    Text,
    accepted_rows,
    control_texts,
    finding_row,
    path_row,
    permission_row,
    practice_rows,
    radius_row,
)
from crenel.report.paths.chart import Chart, ChartEdge
from crenel.report.paths.found import Ends, Found, ends_of
from crenel.report.paths.page import pruning
from crenel.report.settings import Settings
from crenel.report.summary import by_severity, tally, undecided
from crenel.report.view import compared, failing, listed
from crenel.report.worst_paths import OnPaths

MOST_PATHS = 40
MOST_FINDINGS = 300
MOST_RADII = 100
MOST_FUNCTIONS = 60
MOST_CHOKES = 5
MOST_EDGES = 200
MOST_CHANGED = 20


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a page is made of, beside how to show it."""

    report: Report
    found: Found
    chart: Chart
    permissions: Mapping[str, Mapping[str, Any]]
    """Each function's part of ``crenel.permissions/1``, by its address: the first of them."""
    functions: int = 0
    """How many there are."""
    scores: tuple[Score, ...] = ()
    before: frozenset[Ends] | None = None
    """The ends of the paths that there were before; None where nobody knows."""

    def policies(self, addresses: Iterable[str]) -> dict[str, str]:
        """The smallest policy of each of these functions, as JSON for people."""
        return {
            address: json.dumps(self.permissions[address]["policy"], indent=2)
            for address in addresses
        }


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What is new and what is gone since a baseline or an older revision."""

    sentence: str
    new: list[FindingRow]
    new_left: int
    gone: list[Gone]
    gone_left: int
    paths: list[PathRow]
    paths_closed: int
    paths_known: bool


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the page."""

    title: str
    name: str
    today: str
    version: str
    compared: str
    changes: Changes | None
    verdict: str
    tally: str
    sections: list[tuple[str, str, int | None]]
    rows: list[PathRow]
    rows_left: int
    first: PathRow | None
    """The worst path that is more than possible, with a picture of its own."""
    surer: list[PathRow]
    surer_all: int
    possible: list[PathRow]
    possible_all: int
    all_paths: int
    chokes: list[Choke]
    map: Markup
    map_drawn: bool
    map_left: int
    map_rows: list[ChartEdge]
    map_more: int
    failing: list[FindingRow]
    most: int
    radii: list[RadiusRow]
    radii_left: int
    pruning: str
    permissions: list[PermissionRow]
    permissions_left: int
    practices: dict[str, list[PracticeRow]]
    levels: list[tuple[str, int]]
    texts: dict[str, Text]
    accepted: list[Accepted]
    asking: int
    """Acceptances that ended, or end soon."""
    unread: list[Unread]
    warnings: list[str]
    deciding: str
    cut_off: tuple[str, ...]
    coverage: Coverage
    undecided: int


def page_of(given: Given, settings: Settings) -> Page:
    """The page of a report."""
    report, found, chart = given.report, given.found, given.chart
    pairs = found.per_pair()
    rows = _path_rows(given)
    surer = [one for one in rows if one.path.certainty is not Certainty.POSSIBLE]
    possible = [one for one in rows if one.path.certainty is Certainty.POSSIBLE]
    surer_all = sum(one.certainty is not Certainty.POSSIBLE for one, _ in pairs)
    drawn, left = map_picture(chart, found.on_paths())
    bad = [one for one in listed(report.verdicts) if failing(one)]
    on_paths = OnPaths(report)
    failed = [finding_row(one, report, on_paths, settings) for one in bad]
    accepted = accepted_rows(report)
    radii = sorted(
        (one for one in found.radii if not one.runs), key=lambda one: (-one.size, one.address)
    )
    name = visible(_name(report))
    return Page(
        title=f"{name}: crenel report",
        name=name,
        today=report.today,
        version=settings.version,
        compared=report.compared_with if compared(report) else "",
        changes=_changes(given, failed, surer) if compared(report) else None,
        verdict=_verdict(surer_all, surer, failed),
        tally=tally(by_severity(bad)),
        sections=_sections(len(pairs), len(failed), len(accepted), len(report.coverage.unread)),
        rows=rows,
        rows_left=len(pairs) - len(rows),
        first=path_row(0, (surer[0].path, surer[0].others), _kinds(chart)) if surer else None,
        surer=surer,
        surer_all=surer_all,
        possible=possible,
        possible_all=len(pairs) - surer_all,
        all_paths=len(found.paths),
        chokes=found.chokes()[:MOST_CHOKES],
        map=Markup(drawn),  # noqa: S704 - every text in it is escaped where it is drawn
        map_drawn=bool(chart.nodes),
        map_left=left,
        map_rows=chart.edges[:MOST_EDGES],
        map_more=max(len(chart.edges) - MOST_EDGES, 0),
        failing=failed,
        most=MOST_FINDINGS,
        radii=[radius_row(one) for one in radii[:MOST_RADII]],
        radii_left=max(len(radii) - MOST_RADII, 0),
        pruning=pruning(found),
        permissions=[permission_row(one) for one in [*given.permissions.values()][:MOST_FUNCTIONS]],
        permissions_left=max(given.functions - MOST_FUNCTIONS, 0),
        practices=practice_rows(given.scores),
        levels=_levels(given.scores),
        texts=control_texts(bad, settings),
        accepted=accepted,
        asking=sum(one.soon for one in accepted),
        unread=sorted(report.coverage.unread, key=lambda one: (one.file, one.line)),
        warnings=[warning_text(one, settings) for one in report.warnings],
        deciding=what_decides(report),
        cut_off=found.cut_off,
        coverage=report.coverage,
        undecided=undecided(report),
    )


def _name(report: Report) -> str:
    name = report.root.rstrip("/").rpartition("/")[2]
    return name if name not in ("", ".") else "application"


def _kinds(chart: Chart) -> dict[str, str]:
    return {node.id: node.kind for node in chart.nodes}


def _path_rows(given: Given) -> list[PathRow]:
    kinds = _kinds(given.chart)
    before = given.before
    return [
        path_row(number, pair, kinds, new=before is not None and ends_of(pair[0]) not in before)
        for number, pair in enumerate(given.found.per_pair()[:MOST_PATHS], start=1)
    ]


def _changes(given: Given, failed: list[FindingRow], surer: list[PathRow]) -> Changes:
    new = [one for one in failed if one.new and one.verdict.outcome is Outcome.FAILS]
    new += [one for one in failed if one.new and one.verdict.outcome is not Outcome.FAILS]
    gone = list(given.report.gone)
    closed = 0 if given.before is None else len(given.before - given.found.ends())
    return Changes(
        sentence=comparison(given.report),
        new=new[:MOST_CHANGED],
        new_left=max(len(new) - MOST_CHANGED, 0),
        gone=gone[:MOST_CHANGED],
        gone_left=max(len(gone) - MOST_CHANGED, 0),
        paths=[one for one in surer if one.new],
        paths_closed=closed,
        paths_known=given.before is not None,
    )


def _verdict(number: int, surer: list[PathRow], failed: list[FindingRow]) -> str:
    """The first sentence: what there is to do."""
    worst = [one for one in surer if one.path.severity in (Severity.CRITICAL, Severity.HIGH)]
    if worst:
        shown = len(worst) if len(surer) == number else f"more than {len(worst)}"
        way = "way" if shown == 1 else "ways"
        words = f"{shown} {way} to data, code or the account should be closed."
        return f"{words[:1].upper()}{words[1:]}"
    if surer or failed:
        return "Nothing leads a stranger straight in; what was found is worth mending all the same."
    return "Nothing was found in what was read. See below what was not."


def _levels(scores: tuple[Score, ...]) -> list[tuple[str, int]]:
    counted = Counter(one.level for one in scores)
    return [(one.value, counted[one]) for one in reversed(Level)]


def _sections(
    paths: int, findings: int, accepted: int, unread: int
) -> list[tuple[str, str, int | None]]:
    return [
        ("now", "Now", None),
        ("map", "Map", None),
        ("paths", "Paths", paths),
        ("findings", "Findings", findings),
        ("powers", "Blast radius", None),
        ("permissions", "Permissions", None),
        ("practices", "Practices", None),
        ("controls", "Controls", None),
        ("accepted", "Accepted", accepted),
        ("unread", "Not read", unread),
    ]
