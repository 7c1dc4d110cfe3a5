"""Choke points: the few changes that take the most paths away.

Greedy over all ways that were found: the change that closes most of what is still open, the worst
paths counting more, until nothing is left that a change closes. Two ends are apart when every way
between them is cut; ways that were only counted are told with each.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from crenel.analysis.paths.path import Path, Step

MOST = 20
"""Changes that are worth a list."""


class Choke(msgspec.Struct, frozen=True):
    """One change: what to do, where, and what it closes together with those before it."""

    change: str
    step: Step
    paths: tuple[str, ...]
    """The ids of the ways that it takes away, that no change before it did."""
    left: int
    """Ways that are still open after it."""


def choke_points(paths: Sequence[Path]) -> list[Choke]:
    """The changes, the one that closes most first."""
    open_ = {one.id: one for one in paths}
    steps: dict[str, Step] = {}
    closes: dict[str, dict[str, None]] = {}
    for one in paths:
        for step in one.steps:
            if step.cut:
                steps.setdefault(step.cut, step)
                closes.setdefault(step.cut, {})[one.id] = None
    weights = {cut: sum(_weight(open_[one]) for one in ids) for cut, ids in closes.items()}
    found: list[Choke] = []
    while open_ and len(found) < MOST:
        change = max(sorted(weights), key=weights.__getitem__, default="")
        taken = tuple(one for one in closes.get(change, ()) if one in open_)
        if not taken:
            break
        for path_id in taken:
            closed = open_.pop(path_id)
            for cut in {step.cut for step in closed.steps if step.cut}:
                weights[cut] -= _weight(closed)
        found.append(Choke(change, steps[change], taken, len(open_)))
    return found


def _weight(path: Path) -> int:
    weight: int = 4**path.severity.rank
    return weight
