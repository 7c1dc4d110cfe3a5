"""``mermaid``: a flowchart, as Markdown on GitHub, GitLab and in wikis shows it.

Everything in a label that is no letter, digit or plain mark is written as a character code
(mermaid.js.org, "Flowcharts": entity codes), so that no name is syntax or a directive.
"""

from __future__ import annotations

from collections.abc import Iterator

from crenel.report.atlas.drawing import Drawing
from crenel.report.escape import visible
from crenel.report.paths.chart import ChartEdge, ChartNode

_PLAIN = frozenset(" _-./:,()'")
_SHAPES = {
    "outside": ('(["', '"])'),
    "function": ('["', '"]'),
    "relay": ('{{"', '"}}'),
    "kept": ('[("', '")]'),
}
_STYLES = (
    "classDef outside stroke-dasharray:5 3",
    "classDef hot stroke:#b3261e,stroke-width:3px",
)


def render(drawing: Drawing) -> str:
    """The flowchart."""
    return "".join(f"{line}\n" for line in _lines(drawing))


def _lines(drawing: Drawing) -> Iterator[str]:
    ids = {node.id: f"n{place}" for place, node in enumerate(drawing.chart.nodes)}
    yield "---"
    yield f"title: {_quoted(drawing.title)}"
    yield "---"
    yield "flowchart LR"
    for place, (file, nodes) in enumerate(drawing.groups().items()):
        drawn = (_node(node, ids) for node in nodes)
        if file:
            yield f'  subgraph g{place}["{_text(file)}"]'
            yield from (f"    {line}" for line in drawn)
            yield "  end"
        else:
            yield from (f"  {line}" for line in drawn)
    yield from (f"  {_edge(edge, ids)}" for edge in drawing.chart.edges)
    yield from (f"  {line}" for line in _STYLES)
    yield from (f"  {line}" for line in _classes(drawing, ids))


def _node(node: ChartNode, ids: dict[str, str]) -> str:
    left, right = _SHAPES.get(node.css, _SHAPES["kept"])
    return f"{ids[node.id]}{left}{_text(node.label)}<br/>{_text(node.kind)}{right}"


def _edge(edge: ChartEdge, ids: dict[str, str]) -> str:
    arrow = f'-- "{_text(edge.verb)}" -->' if edge.verb else "-->"
    return f"{ids[edge.start]} {arrow} {ids[edge.end]}"


def _classes(drawing: Drawing, ids: dict[str, str]) -> Iterator[str]:
    outside = [ids[node.id] for node in drawing.chart.nodes if node.css == "outside"]
    hot = drawing.hot()
    found = [name for address, name in ids.items() if address in hot]
    for name, members in (("outside", outside), ("hot", found)):
        if members:
            yield f"class {','.join(members)} {name}"


def _text(text: str) -> str:
    return "".join(
        char if char.isalnum() or char in _PLAIN else f"#{ord(char)};" for char in visible(text)
    )


def _quoted(text: str) -> str:
    """A scalar of YAML that is nothing but text."""
    shown = visible(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{shown}"'
