"""``dot``: a graph in the language of Graphviz (graphviz.org, "DOT Language")."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.report.atlas.drawing import Drawing
from crenel.report.escape import visible
from crenel.report.paths.chart import ChartEdge, ChartNode

_SHAPES = {"outside": "oval", "function": "box", "relay": "cds", "kept": "cylinder"}
_HOT = 'color="#b3261e" penwidth=2'
_HEAD = (
    "  rankdir=LR;",
    '  node [fontname="sans-serif" fontsize=11 margin="0.15,0.08"];',
    '  edge [fontname="sans-serif" fontsize=9 color="#59626b"];',
)


def render(drawing: Drawing) -> str:
    """The graph."""
    return "".join(f"{line}\n" for line in _lines(drawing))


def _lines(drawing: Drawing) -> Iterator[str]:
    ids = {node.id: f"n{place}" for place, node in enumerate(drawing.chart.nodes)}
    hot = drawing.hot()
    yield f"digraph {_text(drawing.title)} {{"
    yield from _HEAD
    for place, (file, nodes) in enumerate(drawing.groups().items()):
        drawn = (_node(node, ids, hot) for node in nodes)
        if file:
            yield f"  subgraph cluster_{place} {{"
            yield f"    label={_text(file)};"
            yield from (f"    {line}" for line in drawn)
            yield "  }"
        else:
            yield from (f"  {line}" for line in drawn)
    yield from (f"  {_edge(edge, ids, hot)}" for edge in drawing.chart.edges)
    yield "}"


def _node(node: ChartNode, ids: dict[str, str], hot: frozenset[str]) -> str:
    shape = _SHAPES.get(node.css, _SHAPES["kept"])
    style = " style=dashed" if node.css == "outside" else ""
    color = f" {_HOT}" if node.id in hot else ""
    label = f"{_inner(node.label)}\\n{_inner(node.kind)}"
    tooltip = _text(node.id)
    return f'{ids[node.id]} [label="{label}" shape={shape}{style}{color} tooltip={tooltip}];'


def _edge(edge: ChartEdge, ids: dict[str, str], hot: frozenset[str]) -> str:
    color = f" {_HOT}" if edge.start in hot and edge.end in hot else ""
    tooltip = _text(edge.title)
    label = _text(edge.verb)
    return f"{ids[edge.start]} -> {ids[edge.end]} [label={label}{color} edgetooltip={tooltip}];"


def _text(text: str) -> str:
    return f'"{_inner(text)}"'


def _inner(text: str) -> str:
    """Backslashes begin escapes, and ``&`` begins an entity of HTML, in every label."""
    shown = visible(text).replace("&", "&amp;")
    return shown.replace("\\", "\\\\").replace('"', '\\"')
