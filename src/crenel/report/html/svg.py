"""Graphs as SVG: real text, a title for everything, and nodes that a keyboard reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

import msgspec

from crenel.report.escape import visible
from crenel.report.html.layout import Box, Placed, Sizes, layered

_LETTER = 8.4
"""Pixels of a letter, on the average."""
_HEAD = 24
"""Pixels of the line over the columns."""


class Shape(msgspec.Struct, frozen=True):
    """A node: its id, what it is called, what kind of thing it is, the class that colours it."""

    id: str
    label: str
    kind: str
    css: str = ""
    title: str = ""


class Line(msgspec.Struct, frozen=True):
    """An edge between two ids."""

    start: str
    end: str
    label: str = ""
    css: str = ""
    title: str = ""


def picture(
    name: str,
    title: str,
    columns: Sequence[Sequence[Shape]],
    lines: Sequence[Line],
    sizes: Sizes | None = None,
    *,
    heads: Sequence[str] = (),
) -> str:
    """The SVG element; ``name`` is unique in the page, ``heads`` stand over the columns."""
    sizes = sizes or Sizes()
    ids = [[shape.id for shape in column] for column in columns]
    placed = layered(ids, [(line.start, line.end) for line in lines], sizes)
    placed = _roomy(placed, lines, sizes, _HEAD if heads else 0)
    parts = [
        (
            f'<svg class="graph" role="group" aria-labelledby="{name}-title" '
            f'viewBox="0 0 {placed.width} {placed.height}" width="{placed.width}" '
            f'height="{placed.height}" xmlns="http://www.w3.org/2000/svg">'
        ),
        f'<title id="{name}-title">{_text(title)}</title>',
        (
            f'<defs><marker id="{name}-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
            'markerHeight="7" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>'
        ),
    ]
    parts += _heads(columns, heads, sizes)
    parts += [_line(line, placed, sizes, name) for line in lines]
    parts += [_node(shape, placed.boxes[shape.id], sizes) for row in columns for shape in row]
    parts.append("</svg>")
    return "".join(parts)


def _roomy(placed: Placed, lines: Sequence[Line], sizes: Sizes, head: int) -> Placed:
    """Lower by the height of the heads, and wider where lines bend out of the last column."""
    boxes = placed.boxes
    last = max((box.x for box in boxes.values()), default=0)
    bends = any(boxes[line.start].x == boxes[line.end].x == last for line in lines)
    return Placed(
        {name: Box(box.x, box.y + head) for name, box in boxes.items()},
        placed.width + (sizes.across // 2 if bends else 0),
        placed.height + head,
    )


def _heads(columns: Sequence[Sequence[Shape]], heads: Sequence[str], sizes: Sizes) -> Iterator[str]:
    shown = [head for head, column in zip(heads, columns, strict=False) if column]
    for place, head in enumerate(shown):
        x = sizes.margin + place * (sizes.width + sizes.across)
        yield f'<text class="head" x="{x}" y="{sizes.margin + 4}">{_text(head)}</text>'


def _line(line: Line, placed: Placed, sizes: Sizes, name: str) -> str:
    start, end = placed.boxes[line.start], placed.boxes[line.end]
    curve, middle_x, middle_y = _curve(start, end, sizes)
    label = ""
    if line.label:
        label = (
            f'<text class="edge-label" x="{middle_x}" y="{middle_y - 6}" text-anchor="middle">'
            f"{_text(line.label)}</text>"
        )
    title = f"<title>{_text(line.title)}</title>" if line.title else ""
    css = f"edge {line.css}".strip()
    return f'<g class="{css}">{title}<path d="{curve}" marker-end="url(#{name}-tip)"/>{label}</g>'


def _curve(start: Box, end: Box, sizes: Sizes) -> tuple[str, int, int]:
    """A calm curve from side to side; within a column it leaves and enters on the right."""
    half = sizes.height // 2
    y1, y2 = start.y + half, end.y + half
    if start.x < end.x:
        x1, x2 = start.x + sizes.width, end.x - 2
        bend = (x2 - x1) // 2
        return (
            f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}",
            (x1 + x2) // 2,
            (y1 + y2) // 2,
        )
    if start.x == end.x:
        x = start.x + sizes.width
        out = x + sizes.across // 2
        return f"M{x} {y1}C{out} {y1} {out} {y2} {x + 2} {y2}", out, (y1 + y2) // 2
    x1, x2 = start.x, end.x + sizes.width + 2
    bend = (x1 - x2) // 2
    return f"M{x1} {y1}C{x1 - bend} {y1} {x2 + bend} {y2} {x2} {y2}", (x1 + x2) // 2, (y1 + y2) // 2


def _node(shape: Shape, box: Box, sizes: Sizes) -> str:
    room = int((sizes.width - 20) / _LETTER)
    title = shape.title or f"{shape.kind} {shape.label}"
    return (
        f'<g class="node {shape.css}" tabindex="0" role="img" aria-label="{_text(title)}" '
        f'transform="translate({box.x} {box.y})"><title>{_text(title)}</title>'
        f'<rect width="{sizes.width}" height="{sizes.height}" rx="7"/>'
        f'<text class="name" x="10" y="19">{_text(_short(shape.label, room))}</text>'
        f'<text class="kind" x="10" y="34">{_text(_short(shape.kind, room + 4))}</text></g>'
    )


def _short(text: str, room: int) -> str:
    text = visible(text)
    return text if len(text) <= room else f"{text[: room - 1]}\u2026"


def _text(text: str) -> str:
    return escape(visible(text), quote=True)
