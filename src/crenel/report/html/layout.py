"""Where the nodes of a layered graph stand: columns from left to right, few crossings, no chance.

Rows are ordered by the mean row of their neighbours, a few times in each direction (the barycentre
heuristic of Sugiyama, Tagawa and Toda, 1981); ties fall to the order in which nodes were given.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

_SWEEPS = 4


class Box(msgspec.Struct, frozen=True):
    """Where one node stands, in pixels from the left top."""

    x: int
    y: int


class Sizes(msgspec.Struct, frozen=True):
    """How large nodes are and how far apart."""

    width: int = 168
    height: int = 44
    across: int = 84
    """Between columns."""
    down: int = 16
    """Between rows."""
    margin: int = 12


class Placed(msgspec.Struct, frozen=True):
    """A whole layout."""

    boxes: dict[str, Box]
    width: int
    height: int


def layered(
    columns: Sequence[Sequence[str]], edges: Sequence[tuple[str, str]], sizes: Sizes
) -> Placed:
    """The place of every node; ``columns`` hold ids, ``edges`` pairs of them."""
    rows = [list(column) for column in columns if column]
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        places = range(1, len(rows)) if forward else range(len(rows) - 2, -1, -1)
        for place in places:
            rows[place] = _ordered(rows[place], rows[place - 1 if forward else place + 1], edges)
    return _placed(rows, sizes)


def _ordered(row: list[str], beside: list[str], edges: Sequence[tuple[str, str]]) -> list[str]:
    where = {name: place for place, name in enumerate(beside)}
    own = {name: place for place, name in enumerate(row)}
    near: dict[str, list[int]] = {name: [] for name in row}
    for start, end in edges:
        for mine, other in ((start, end), (end, start)):
            if mine in near and other in where:
                near[mine].append(where[other])
    return sorted(row, key=lambda name: _mean(near[name], own[name]))


def _mean(places: list[int], own: int) -> float:
    return sum(places) / len(places) if places else float(own)


def _placed(rows: list[list[str]], sizes: Sizes) -> Placed:
    step_x, step_y = sizes.width + sizes.across, sizes.height + sizes.down
    tallest = max((len(row) for row in rows), default=0)
    boxes: dict[str, Box] = {}
    for column, row in enumerate(rows):
        top = sizes.margin + (tallest - len(row)) * step_y // 2
        for place, name in enumerate(row):
            boxes[name] = Box(sizes.margin + column * step_x, top + place * step_y)
    width = 2 * sizes.margin + max(len(rows) * step_x - sizes.across, 0)
    height = 2 * sizes.margin + max(tallest * step_y - sizes.down, 0)
    return Placed(boxes, width, height)
