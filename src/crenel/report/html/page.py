"""What the templates show, worked out before they run: no logic stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from markupsafe import Markup

from crenel.analysis.paths.cut import Choke
from crenel.analysis.paths.path import Path
from crenel.analysis.paths.radius import Radius
from crenel.model.verdict import (
    Acceptance,
    Certainty,
    Coverage,
    Outcome,
    PathNote,
    Report,
    Severity,
    Unread,
    Verdict,
)
from crenel.report.closing import comparison, warning_text, what_decides
from crenel.report.escape import visible
from crenel.report.html.graphs import map_picture, path_picture
from crenel.report.html.prose import prose
from crenel.report.paths.chart import Chart, ChartEdge
from crenel.report.paths.found import Found
from crenel.report.settings import Settings
from crenel.report.summary import by_severity, plural, tally, undecided
from crenel.report.view import compared, expired, failing, is_new, listed
from crenel.report.worst_paths import path_of, way

MOST_PATHS = 40
MOST_FINDINGS = 300
MOST_RADII = 100
MOST_FUNCTIONS = 60
MOST_CHOKES = 5
MOST_EDGES = 200
_SHOWN_OF_A_CONTROL = ("What", "Why it matters", "Fix", "Accept when", "References")


class PathRow(msgspec.Struct, frozen=True):
    """A path with its picture."""

    number: int
    path: Path
    others: int
    picture: Markup


class FindingRow(msgspec.Struct, frozen=True):
    """A finding with its fix and the path that it is on."""

    verdict: Verdict
    fix: str
    new: bool
    path: str


class Accepted(msgspec.Struct, frozen=True):
    """A risk that a person took."""

    verdict: Verdict
    accepted: Acceptance
    expired: bool


class RadiusRow(msgspec.Struct, frozen=True):
    """A blast radius for a table."""

    label: str
    kind: str
    everything: bool
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    decrypts: tuple[str, ...]
    invokes: tuple[str, ...]
    escalates: tuple[str, ...]
    spare: tuple[str, ...]
    unknown: tuple[str, ...]


class PermissionRow(msgspec.Struct, frozen=True):
    """What one function needs, does not use, and lacks."""

    address: str
    label: str
    complete: bool
    needs: list[dict[str, Any]]
    unused: list[str]
    maybe: list[str]
    missing: list[str]
    because: list[dict[str, Any]]


class Text(msgspec.Struct, frozen=True):
    """A control's text."""

    title: str
    severity: Severity
    body: Markup


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the page."""

    title: str
    name: str
    today: str
    version: str
    compared: str
    comparison: str
    verdict: str
    tally: str
    sections: list[tuple[str, str, int | None]]
    rows: list[PathRow]
    rows_left: int
    surer: list[PathRow]
    possible: list[PathRow]
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
    permissions: list[PermissionRow]
    permissions_left: int
    texts: dict[str, Text]
    accepted: list[Accepted]
    unread: list[Unread]
    warnings: list[str]
    deciding: str
    cut_off: tuple[str, ...]
    coverage: Coverage
    undecided: int


def page_of(
    report: Report,
    found: Found,
    chart: Chart,
    settings: Settings,
    permissions: Mapping[str, Mapping[str, Any]],
) -> Page:
    """The page of a report."""
    kinds = {node.id: node.kind for node in chart.nodes}
    pairs = found.per_pair()
    rows = [_row(number, one, kinds) for number, one in enumerate(pairs[:MOST_PATHS], start=1)]
    surer = [one for one in rows if one.path.certainty is not Certainty.POSSIBLE]
    possible = [one for one in rows if one.path.certainty is Certainty.POSSIBLE]
    drawn, left = map_picture(chart, found.on_paths())
    bad = [one for one in listed(report.verdicts) if failing(one)]
    failed = [_finding(one, report, settings) for one in bad]
    accepted = _accepted(report)
    radii = sorted(
        (one for one in found.radii if not one.runs), key=lambda one: (-one.size, one.address)
    )
    name = report.root.rstrip("/").rpartition("/")[2] or "application"
    name = "application" if name == "." else name
    return Page(
        title=f"{visible(name)}: crenel report",
        name=visible(name),
        today=report.today,
        version=settings.version,
        compared=report.compared_with if compared(report) else "",
        comparison=comparison(report),
        verdict=_verdict(surer, failed),
        tally=tally(by_severity(bad)),
        sections=_sections(len(pairs), len(failed), len(accepted), len(report.coverage.unread)),
        rows=rows,
        rows_left=len(pairs) - len(rows),
        surer=surer,
        possible=possible,
        all_paths=len(found.paths),
        chokes=found.chokes()[:MOST_CHOKES],
        map=Markup(drawn),  # noqa: S704 - every text in it is escaped where it is drawn
        map_drawn=bool(chart.nodes),
        map_left=left,
        map_rows=chart.edges[:MOST_EDGES],
        map_more=max(len(chart.edges) - MOST_EDGES, 0),
        failing=failed,
        most=MOST_FINDINGS,
        radii=[_radius(one) for one in radii[:MOST_RADII]],
        radii_left=max(len(radii) - MOST_RADII, 0),
        permissions=[_permission(one) for one in list(permissions.values())[:MOST_FUNCTIONS]],
        permissions_left=max(len(permissions) - MOST_FUNCTIONS, 0),
        texts=_texts(bad, settings),
        accepted=accepted,
        unread=sorted(report.coverage.unread, key=lambda one: (one.file, one.line)),
        warnings=[warning_text(one, settings) for one in report.warnings],
        deciding=what_decides(report),
        cut_off=found.cut_off,
        coverage=report.coverage,
        undecided=undecided(report),
    )


def _row(number: int, pair: tuple[Path, int], kinds: dict[str, str]) -> PathRow:
    path, others = pair
    drawn = path_picture(path, number, kinds)
    return PathRow(number, path, others, Markup(drawn))  # noqa: S704 - escaped where it is drawn


def _verdict(surer: list[PathRow], failed: list[FindingRow]) -> str:
    """The first sentence: what there is to do."""
    worst = [one for one in surer if one.path.severity in (Severity.CRITICAL, Severity.HIGH)]
    if worst:
        number = plural(len(worst), "way")
        return f"{number[:1].upper()}{number[1:]} to data, code or the account should be closed."
    if surer or failed:
        return "Nothing leads a stranger straight in; what was found is worth mending all the same."
    return "Nothing was found in what was read. See below what was not."


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
        ("controls", "Controls", None),
        ("accepted", "Accepted", accepted),
        ("unread", "Not read", unread),
    ]


def _finding(verdict: Verdict, report: Report, settings: Settings) -> FindingRow:
    path: PathNote | None = path_of(verdict, report)
    new = compared(report) and is_new(verdict, report)
    told = way(path) if path is not None else ""
    return FindingRow(verdict, settings.control(verdict).fix, new, told)


def _accepted(report: Report) -> list[Accepted]:
    found = [
        Accepted(one, one.accepted, expired(one))
        for one in report.verdicts
        if one.accepted is not None and (one.outcome is Outcome.ACCEPTED or expired(one))
    ]
    return sorted(found, key=lambda one: (one.accepted.until, one.verdict.address))


def _radius(one: Radius) -> RadiusRow:
    fields: dict[str, Any] = {
        name: getattr(one, name) for name in RadiusRow.__struct_fields__ if name != "everything"
    }
    return RadiusRow(everything=one.everything, **fields)


def _permission(row: Mapping[str, Any]) -> PermissionRow:
    return PermissionRow(
        address=row["address"],
        label=row["address"].rpartition("::")[2],
        complete=row["complete"],
        needs=row["needs"],
        unused=_actions(row["unused"]),
        maybe=_actions(row["maybe_unused"]),
        missing=_actions(row["missing"]),
        because=row["incomplete_because"],
    )


def _actions(rows: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(str(one["action"]) for one in rows))


def _texts(bad: list[Verdict], settings: Settings) -> dict[str, Text]:
    found: dict[str, Text] = {}
    for verdict in bad:
        if verdict.control not in found:
            text = settings.control(verdict)
            body = prose(_chosen(text.help_markdown), top=3)
            found[verdict.control] = Text(text.title or verdict.control, text.severity, body)
    return dict(sorted(found.items(), key=lambda item: (-item[1].severity.rank, item[0])))


def _chosen(markdown: str) -> str:
    """The sections that help where something was found; examples stand in the documentation."""
    parts = markdown.split("\n## ")[1:]
    kept = [part for part in parts if part.partition("\n")[0].strip() in _SHOWN_OF_A_CONTROL]
    return "\n\n".join(f"## {part}" for part in kept)
