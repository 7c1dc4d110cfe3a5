"""The JSON beside every page: the document that holds what the page shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from crenel.report.document import dumps
from crenel.report.formats import json_format
from crenel.report.live.state import Snapshot
from crenel.report.overview import as_json
from crenel.report.paths.document import document as paths_document
from crenel.report.permissions.document import document as permissions_document
from crenel.report.scorecard.document import document as practices_document

CHART = "crenel.chart/1"


def overview(now: Snapshot) -> str:
    """``crenel.overview/1``: verdicts and paths."""
    return as_json(now.given.report, now.given.found, now.settings)


def verdicts(now: Snapshot) -> str:
    """``crenel.report/1``."""
    return json_format.render(now.given.report, now.settings)


def paths(now: Snapshot) -> str:
    """``crenel.paths/1``: paths and blast radii."""
    report = now.given.report
    version, unread = now.settings.version, report.coverage.unread
    return dumps(paths_document(now.given.found, version=version, root=report.root, unread=unread))


def chart(now: Snapshot) -> str:
    """``crenel.chart/1``: the nodes and edges of the map."""
    drawn, hot = now.given.chart, now.given.found.on_paths()
    document: dict[str, Any] = {
        "schema": CHART,
        "nodes": [
            {"id": one.id, "label": one.label, "kind": one.kind, "on_path": one.id in hot}
            for one in drawn.nodes
        ],
        "edges": [
            {"from": one.start, "to": one.end, "verb": one.verb, "why": one.title}
            for one in drawn.edges
        ],
    }
    return dumps(document)


def permissions(now: Snapshot) -> str:
    """``crenel.permissions/1``."""
    report, functions = now.given.report, now.given.permissions.values()
    version, unread = now.settings.version, report.coverage.unread
    return dumps(permissions_document(functions, version=version, root=report.root, unread=unread))


def practices(now: Snapshot) -> str:
    """``crenel.practices/1``."""
    return dumps(practices_document(now.given.scores, now.given.report, now.settings.version))


BY_SECTION: Mapping[str, Callable[[Snapshot], str]] = {
    "now": overview,
    "map": chart,
    "paths": paths,
    "findings": verdicts,
    "powers": paths,
    "permissions": permissions,
    "practices": practices,
    "controls": verdicts,
    "accepted": verdicts,
    "unread": verdicts,
}
"""The sections of the page, in no order, and the document of each."""
