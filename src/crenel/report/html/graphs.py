"""The pictures of a report: one for each path, and the application as a whole."""

from __future__ import annotations

from crenel.analysis.exposure.callers import label_of
from crenel.analysis.paths.path import Path, Step
from crenel.report.html.layout import Sizes
from crenel.report.html.svg import Line, Shape, picture
from crenel.report.paths.chart import Chart, ChartEdge, ChartNode
from crenel.report.paths.words import ENTERING

MOST_DRAWN = 90
"""Nodes of the map; a larger application shows those that paths lead through."""
_PATH = Sizes(width=196, height=46, across=112, down=14)
_LONG_PATH = Sizes(width=168, height=46, across=68, down=14)
_FEW = 4
_MAP = Sizes(width=204, height=42, across=92, down=12)
_HEADS = ("Who begins", "Functions", "Sets in motion", "Is kept")


def path_picture(path: Path, number: int, kinds: dict[str, str]) -> str:
    """The nodes of one path in a row; a step within a function is drawn on it."""
    shapes: list[Shape] = []
    lines: list[Line] = []
    own: dict[str, list[str]] = {}
    for step in path.steps:
        for address, label in ((step.start, step.start_label), (step.to, step.to_label)):
            if not any(shape.id == address for shape in shapes):
                shapes.append(_shape(address, label, kinds, path))
        if step.start == step.to:
            own.setdefault(step.to, []).append(_deed(step))
        else:
            lines.append(Line(step.start, step.to, _deed(step), title=step.why))
    sizes = _PATH if len(shapes) <= _FEW else _LONG_PATH
    marked = [_marked(shape, own[shape.id]) if shape.id in own else shape for shape in shapes]
    return picture(f"path-{number}", path.sentence, [[one] for one in marked], lines, sizes)


def _shape(address: str, label: str, kinds: dict[str, str], path: Path) -> Shape:
    if address == path.start and "::" not in address:
        return Shape(address, label_of(address), "who begins", "outside", label)
    kind = kinds.get(address, path.end_kind if address == path.end else "")
    if address == "account":
        return Shape(address, "AWS account", "everything in it", "prize", label)
    css = "prize" if address == path.end else ""
    return Shape(address, label or address, kind.replace("-", " "), css)


def _marked(shape: Shape, deeds: list[str]) -> Shape:
    css = f"{shape.css} taken".strip()
    return Shape(shape.id, shape.label, f"{shape.kind}: {', '.join(deeds)}", css, shape.title)


def _deed(step: Step) -> str:
    words = {"runs-code": "runs code", "escalates": "gains", "authorises-with": "sends token"}
    if step.deeds:
        return ", ".join(step.deeds)
    return words.get(step.edge) or ENTERING.get(step.edge, step.edge)


def map_picture(chart: Chart, hot: dict[str, str]) -> tuple[str, int]:
    """The application, and how many nodes were left out; ``hot`` gives nodes on paths a class."""
    nodes = chart.nodes
    if len(nodes) > MOST_DRAWN:
        nodes = [one for one in nodes if one.id in hot][:MOST_DRAWN]
    drawn = {one.id for one in nodes}
    columns = [[_node(one, hot) for one in nodes if one.column == place] for place in range(5)]
    lines = [
        Line(edge.start, edge.end, css=_drawn(edge, hot), title=edge.title)
        for edge in chart.edges
        if edge.start in drawn and edge.end in drawn
    ]
    title = "The application: who begins, functions, messages, data"
    return picture("chart", title, columns, lines, _MAP, heads=_HEADS), len(chart.nodes) - len(
        nodes
    )


def _drawn(edge: ChartEdge, hot: dict[str, str]) -> str:
    """Strong where a path may lead; the rest is there, and quiet."""
    return edge.css if edge.start in hot and edge.end in hot else f"{edge.css} calm"


def _node(node: ChartNode, hot: dict[str, str]) -> Shape:
    css = " ".join(filter(None, (node.css, hot.get(node.id, ""))))
    return Shape(node.id, node.label, node.kind, css, f"{node.kind} {node.label}")
