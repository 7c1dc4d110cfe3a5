"""The few best ways from where somebody begins to everything that can be got at.

Ways are taken in the order of how sure they are and how short; each state is left by the best
few of the ways into it, so that cycles end and wide powers do not multiply. What is left out is
counted.
"""

from __future__ import annotations

from bisect import insort
from heapq import heappop, heappush
from itertools import count

import msgspec

from crenel.analysis.paths.graph import Graph
from crenel.analysis.paths.nodes import Edge, Label, Node, State
from crenel.model.truth import Truth, unknown
from crenel.model.value import Unknown, UnknownKind

BEST = 3
"""Ways that are kept to each target."""
LONGEST = 12
"""Steps of a way."""
MAX_LABELS = 60_000
"""Ways that are followed from one beginning."""
MAX_STEPS = 500_000
"""Steps that are looked at for all principals of one application together; real ones take a few
thousand."""


class Found(msgspec.Struct):
    """The ways to one target, best first, and how many more there are at most."""

    ways: list[Label] = []
    more: int = 0


class Search:
    """All that can be reached from one beginning."""

    leaves = BEST
    """How often a state is left: by its so many best ways."""

    def __init__(self, graph: Graph, start: Node) -> None:
        self._graph = graph
        self._start = start
        self._count = count()
        self._heap: list[tuple[int, int, int, Label]] = []
        self._left: dict[Node, int] = {}
        self._waiting: dict[Node, list[tuple[int, int]]] = {}
        """For each target the doubt and the length of the best ways that wait, or were followed."""
        self.found: dict[Node, Found] = {}
        self.steps = 0
        """Steps that were looked at."""
        self.cut_off = False
        """More ways than MAX_LABELS: some targets may be missing."""

    def run(self) -> dict[Node, Found]:
        """The ways to each target."""
        self._push(Label(self._start))
        followed = 0
        while self._heap:
            label = heappop(self._heap)[-1]
            left = self._left.get(label.node, 0)
            if left >= BEST:
                self._note(label, enough=True)
                continue
            self._left[label.node] = left + 1
            self._note(label, enough=False)
            followed += 1
            if followed > MAX_LABELS:
                self.cut_off = True
                break
            if label.steps < LONGEST and left < self.leaves:
                edges = self._steps(label.node)
                self.steps += len(edges)
                for edge in edges:
                    self._follow(label, edge)
        return self.found

    def _steps(self, node: Node) -> tuple[Edge, ...]:
        return self._graph.edges(node)

    def _follow(self, label: Label, edge: Edge) -> None:
        if label.visited(edge.to) or (
            edge.to.state is State.CALLS and label.visited(_running(edge.to))
        ):
            return
        terminal = edge.to.state in (State.HAS, State.ACCOUNT)
        if terminal and len(self.found.get(edge.to, _NONE).ways) >= BEST:
            self.found[edge.to].more += 1
            return
        if self._is_enough(label, edge):
            self.found.setdefault(edge.to, Found([])).more += 1
            return
        joined = label.truth & edge.truth
        if edge.shaped and label.hearsay:
            joined = joined & unknown(*map(_asked, label.hearsay))
        if joined.refuted:
            return
        if self._left.get(edge.to, 0) >= BEST:
            # Left by the best few already: it would only be counted when its turn comes.
            self.found.setdefault(edge.to, Found([])).more += 1
        else:
            self._push(_further(label, edge, joined))

    def _is_enough(self, label: Label, edge: Edge) -> bool:
        """Are there enough ways that no way over this edge can be better than?

        Such a way would never be followed, so whether it is one at all is not worked out.
        """
        waiting = self._waiting.get(edge.to)
        if waiting is None or len(waiting) < BEST:
            return False
        unsure = label.weak or edge.weak or not (edge.truth.certain and label.truth.certain)
        least = (2 if unsure else int(label.likely or edge.code), label.steps + 1)
        return waiting[-1] <= least

    def _push(self, label: Label) -> None:
        doubt = _doubt(label)
        waiting = self._waiting.setdefault(label.node, [])
        insort(waiting, (doubt, label.steps))
        del waiting[BEST:]
        heappush(self._heap, (doubt, label.steps, next(self._count), label))

    def _note(self, label: Label, *, enough: bool) -> None:
        if label.edge is None:
            return
        found = self.found.setdefault(label.node, Found([]))
        if enough:
            found.more += 1
        else:
            found.ways.append(label)


def _further(label: Label, edge: Edge, truth: Truth) -> Label:
    hearsay = label.hearsay
    if edge.to.state is State.HOLDS:
        hearsay = ()
    elif edge.hands_on:
        hearsay = (*hearsay, edge.hands_on)
    return Label(
        edge.to,
        truth,
        label,
        edge,
        label.steps + 1,
        label.likely or edge.code,
        label.weak or edge.weak,
        hearsay,
    )


def _asked(name: str) -> Unknown:
    return Unknown(kind=UnknownKind.EXTERNAL, name=name)


def _doubt(label: Label) -> int:
    """0 certain, 1 likely, 2 possible."""
    if label.weak or not label.truth.certain:
        return 2
    return int(label.likely)


def _running(node: Node) -> Node:
    return Node(State.HOLDS, node.entity, node.address, node.label)


_NONE = Found([])
