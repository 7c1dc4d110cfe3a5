"""The paths of a whole project: one application after the other, each path once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.paths.path import Path, Step
from crenel.analysis.paths.paths import order, paths_of
from crenel.model.verdict import Certainty

if TYPE_CHECKING:
    from crenel.analysis.paths.cut import Choke
    from crenel.analysis.paths.graph import Graph
    from crenel.analysis.paths.radius import Radius
    from crenel.report.paths.chart import Chart

Ends = tuple[str, str, str]
"""Where a path begins and ends, and its kind: what stays the same when its steps change."""


def ends_of(path: Path) -> Ends:
    """The ends of a path."""
    return path.start, path.end, path.kind.value


class Found(msgspec.Struct, frozen=True):
    """What there is to tell of paths."""

    paths: tuple[Path, ...] = ()
    radii: tuple[Radius, ...] = ()
    cut_off: tuple[str, ...] = ()
    applications: int = 0

    def chokes(self) -> list[Choke]:
        """The changes that close most of them."""
        from crenel.analysis.paths.cut import choke_points

        return choke_points(self.paths)

    def per_pair(self) -> list[tuple[Path, int]]:
        """The worst path between any two ends, with the number of other ways."""
        found: dict[Ends, tuple[Path, int]] = {}
        for one in self.paths:
            key = ends_of(one)
            first, more = found.get(key, (one, -1))
            found[key] = (first, more + 1 + one.others)
        return list(found.values())

    def ends(self) -> frozenset[Ends]:
        """The two ends and the kind of every path that is more than possible."""
        surer = (one for one in self.paths if one.certainty is not Certainty.POSSIBLE)
        return frozenset(map(ends_of, surer))

    def on_paths(self) -> dict[str, str]:
        """The addresses that paths which are more than possible lead through, marked ``hot``."""
        surer = (one for one in self.paths if one.certainty is not Certainty.POSSIBLE)
        return {address: "hot" for path in surer for step in path.steps for address in _ends(step)}


def _ends(step: Step) -> tuple[str, str]:
    return step.start, step.to


class Gatherer:
    """Takes applications as they pass by."""

    def __init__(self, *, chart: bool = False, radii: bool = True) -> None:
        self._with_radii = radii
        self._paths: dict[tuple[str, str, str], Path] = {}
        self._radii: dict[str, Radius] = {}
        self._cut_off: dict[str, None] = {}
        self._seen = 0
        self.chart = _chart() if chart else None

    def gather(self, app: Knowledge) -> None:
        """The paths of one application."""
        made = paths_of(app)
        self._seen += 1
        if self.chart is not None:
            self.chart.add(made.graph)
        self._cut_off.update(dict.fromkeys(made.cut_off))
        for one in made.paths:
            self._paths.setdefault((one.start, one.end, one.id), one)
        for radius in _radii(made.graph) if self._with_radii else ():
            before = self._radii.get(radius.address)
            if before is None or radius.size > before.size:
                self._radii[radius.address] = radius

    def found(self) -> Found:
        """All of it, worst first."""
        return Found(
            tuple(sorted(self._paths.values(), key=order)),
            tuple(self._radii.values()),
            tuple(self._cut_off),
            self._seen,
        )


def _radii(graph: Graph) -> Iterable[Radius]:
    from crenel.analysis.paths.radius import radii

    return radii(graph)


def _chart() -> Chart:
    from crenel.report.paths.chart import Chart

    return Chart()


def gathered(applications: Iterable[Knowledge]) -> Found:
    """The paths of several applications."""
    gatherer = Gatherer()
    for app in applications:
        gatherer.gather(app)
    return gatherer.found()
