"""``threat-dragon``: a model of OWASP Threat Dragon (version 2), with the paths as its threats.

Fields as Threat Dragon's own schema and demonstration models have them
(``threat-dragon-v2.schema.json``, github.com/OWASP/threat-dragon). Threat Dragon tells diagrams
apart by the shapes and types below; identities are made of the addresses, so that a second export
of the same application names the same things.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from crenel.analysis.paths.path import Kind, Path
from crenel.model.verdict import Severity
from crenel.report.atlas.drawing import Drawing
from crenel.report.document import dumps
from crenel.report.escape import visible
from crenel.report.html.layout import Box, Placed, Sizes, layered
from crenel.report.paths.chart import ChartEdge, ChartNode

VERSION = "2.6.2"
"""Of Threat Dragon: what its schema and its models were read in."""
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "crenel.map")
_SIZES = Sizes(width=180, height=80, across=140, down=50, margin=60)
_SHAPES = {
    "outside": ("actor", "tm.Actor"),
    "function": ("process", "tm.Process"),
    "relay": ("process", "tm.Process"),
    "kept": ("store", "tm.Store"),
}
_COLUMNS = 5
_CALM, _HOT = "#333333", "red"
_SEVERITIES = {
    Severity.CRITICAL: "Critical",
    Severity.HIGH: "High",
    Severity.MEDIUM: "Medium",
}
_TAMPERING = frozenset({"writes", "deletes", "queries", "sends"})

Row = dict[str, Any]


def render(drawing: Drawing) -> str:
    """The model, with one diagram."""
    threats = _threats(drawing)
    cells = list(_cells(drawing, threats))
    diagram = {
        "id": 0,
        "title": visible(drawing.title),
        "diagramType": "STRIDE",
        "placeholder": "",
        "thumbnail": "./public/content/images/thumbnail.stride.jpg",
        "version": VERSION,
        "cells": cells,
    }
    return dumps(
        {
            "version": VERSION,
            "summary": {
                "title": visible(drawing.title),
                "owner": "",
                "description": "Drawn by crenel: who begins, functions, messages, data.",
                "id": 0,
            },
            "detail": {
                "contributors": [],
                "diagrams": [diagram],
                "diagramTop": 1,
                "reviewer": "",
                "threatTop": sum(map(len, threats.values())),
            },
        }
    )


def _cells(drawing: Drawing, threats: dict[str, list[Row]]) -> Iterator[Row]:
    nodes, edges = drawing.chart.nodes, drawing.chart.edges
    columns = [[one.id for one in nodes if one.column == place] for place in range(_COLUMNS)]
    placed = layered(columns, [(one.start, one.end) for one in edges], _SIZES)
    if any(one.css != "outside" for one in nodes):
        yield _boundary(nodes, placed)
    for place, node in enumerate(nodes, start=1):
        yield _node(node, placed.boxes[node.id], threats.get(node.id, []), place)
    hot, kinds = drawing.hot(), {one.id: one.css for one in nodes}
    for place, edge in enumerate(edges, start=len(nodes) + 1):
        red = edge.start in hot and edge.end in hot
        yield _flow(edge, place, red=red, public=kinds[edge.start] == "outside")


def _boundary(nodes: list[ChartNode], placed: Placed) -> Row:
    """Everything but who stands outside."""
    inside = [placed.boxes[one.id] for one in nodes if one.css != "outside"]
    left = min(box.x for box in inside) - _SIZES.margin // 2
    right = max(box.x for box in inside) + _SIZES.width + _SIZES.margin // 2
    return {
        "id": _id("boundary"),
        "shape": "trust-boundary-box",
        "zIndex": -1,
        "visible": True,
        "position": {"x": left, "y": _SIZES.margin // 2},
        "size": {"width": right - left, "height": max(placed.height - _SIZES.margin, _COLUMNS * 2)},
        "attrs": {"label": {"text": "AWS account"}},
        "data": {
            "type": "tm.BoundaryBox",
            "name": "AWS account",
            "description": "",
            "isTrustBoundary": True,
            "hasOpenThreats": False,
        },
    }


def _node(node: ChartNode, box: Box, threats: list[Row], place: int) -> Row:
    shape, kind = _SHAPES.get(node.css, _SHAPES["kept"])
    line = {"stroke": _HOT if threats else _CALM, "strokeWidth": 1.5, "strokeDasharray": ""}
    drawn = {"topLine": line, "bottomLine": line} if shape == "store" else {"body": line}
    return {
        "id": _id(node.id),
        "shape": shape,
        "zIndex": place,
        "visible": True,
        "position": {"x": box.x, "y": box.y},
        "size": {"width": _SIZES.width, "height": _SIZES.height},
        "attrs": {"text": {"text": visible(node.label)}, **drawn},
        "data": {
            "type": kind,
            "name": visible(node.label),
            "description": visible(f"{node.kind}, {node.id}"),
            "outOfScope": False,
            "reasonOutOfScope": "",
            "isTrustBoundary": False,
            "hasOpenThreats": bool(threats),
            "threats": threats,
            **({"storesCredentials": node.kind == "secret"} if shape == "store" else {}),
        },
    }


def _flow(edge: ChartEdge, place: int, *, red: bool, public: bool) -> Row:
    verb = visible(edge.verb)
    return {
        "id": _id(f"{edge.start}\x1f{edge.end}"),
        "shape": "flow",
        "zIndex": place,
        "connector": "smooth",
        "source": {"cell": _id(edge.start)},
        "target": {"cell": _id(edge.end)},
        "labels": [{"position": 0.5, "attrs": {"label": {"text": verb}}}],
        "attrs": {
            "line": {
                "stroke": _HOT if red else _CALM,
                "strokeWidth": 1.5,
                "sourceMarker": {"name": ""},
                "targetMarker": {"name": "block"},
                "strokeDasharray": "",
            }
        },
        "data": {
            "type": "tm.Flow",
            "name": verb,
            "description": visible(edge.title),
            "outOfScope": False,
            "reasonOutOfScope": "",
            "isTrustBoundary": False,
            "isBidirectional": False,
            "isPublicNetwork": public,
            "protocol": "",
            "hasOpenThreats": False,
            "threats": [],
        },
    }


def _threats(drawing: Drawing) -> dict[str, list[Row]]:
    """Each path on the last thing of the map that it leads to."""
    drawn = {one.id for one in drawing.chart.nodes}
    found: dict[str, list[Row]] = {}
    for number, path in enumerate(drawing.paths, start=1):
        passed = [path.start, *(step.to for step in path.steps)]
        last = next((one for one in reversed(passed) if one in drawn), None)
        if last is not None:
            found.setdefault(last, []).append(_threat(number, path))
    return found


def _threat(number: int, path: Path) -> Row:
    steps = [f"{place}. {step.why}" for place, step in enumerate(path.steps, start=1)]
    return {
        "id": _id(f"{path.start}\x1f{path.end}\x1f{path.id}"),
        "number": number,
        "title": visible(path.sentence),
        "status": "Open",
        "severity": _SEVERITIES.get(path.severity, "Low"),
        "type": _stride(path),
        "description": "\n".join(map(visible, steps)),
        "mitigation": visible(path.cut),
        "modelType": "STRIDE",
        "score": "",
    }


def _stride(path: Path) -> str:
    if path.kind is not Kind.DATA:
        return "Elevation of privilege"
    return "Tampering" if path.steps[-1].edge in _TAMPERING else "Information disclosure"


def _id(text: str) -> str:
    return str(uuid.uuid5(_SPACE, text.encode("utf-8", "backslashreplace").decode()))
