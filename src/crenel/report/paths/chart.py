"""An application as columns: who begins, functions, what sets things in motion, what is kept."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crenel.analysis.administrators import is_administrator
from crenel.analysis.exposure.callers import Caller
from crenel.analysis.paths.graph import Graph
from crenel.analysis.powers.reach import Reach
from crenel.analysis.powers.vocabulary import Verb
from crenel.model.entities import (
    Bus,
    Entity,
    Function,
    Identity,
    Queue,
    Stream,
    Topic,
    Workflow,
)
from crenel.report.paths.words import ENTERING

_RELAYS = (Queue, Topic, Bus, Stream, Workflow)
_CALLERS, _FUNCTIONS, _RELAYED, _KEPT = 0, 1, 2, 3


class ChartNode(msgspec.Struct, frozen=True):
    """A node and the column that it stands in."""

    id: str
    label: str
    kind: str
    column: int
    css: str = ""


class ChartEdge(msgspec.Struct, frozen=True):
    """What leads from one node to another, and why."""

    start: str
    end: str
    title: str
    css: str = ""
    verb: str = ""
    """In a word or two: ``calls``, ``reads, writes``."""


class Chart(msgspec.Struct):
    """Nodes and edges in the order of the templates, each once."""

    nodes: list[ChartNode] = []
    edges: list[ChartEdge] = []

    def add(self, graph: Graph) -> None:
        """Everything that one application has."""
        nodes = {one.id: one for one in self.nodes}
        edges = {(one.start, one.end): one for one in self.edges}
        for found in _parts(graph):
            if isinstance(found, ChartNode):
                nodes.setdefault(found.id, found)
            else:
                edges.setdefault((found.start, found.end), found)
        self.nodes = list(nodes.values())
        self.edges = [one for one in edges.values() if one.start in nodes and one.end in nodes]


def _parts(graph: Graph) -> Iterator[ChartNode | ChartEdge]:
    for caller in graph.callers():
        yield _caller(caller)
        for door in graph.doors[caller.id]:
            entity = door.entity
            if not isinstance(entity, Identity) or not entity.generated:
                yield _node(entity)
                verb = ENTERING.get(door.edge, door.edge)
                yield ChartEdge(caller.id, entity.origin.address, door.why, "door", verb)
            if isinstance(entity, Identity) and is_administrator(graph.app, entity).possible:
                yield from _everything(entity)
    for function in graph.app.all(Function):
        yield _node(function)
        yield from _reached(graph, function)
    for wires in graph.wires.values():
        for wire in wires:
            yield _node(wire.source)
            yield _node(wire.target)
            start, end = wire.source.origin.address, wire.target.origin.address
            yield ChartEdge(start, end, wire.why, "wire", _moves(wire.target))


def _reached(graph: Graph, function: Function) -> Iterator[ChartNode | ChartEdge]:
    address = function.origin.address
    for identity in dict.fromkeys(graph.app.application.resolve_all(function.identity, Identity)):
        if is_administrator(graph.app, identity).possible:
            yield from _everything(function)
            continue
        found = graph.base.reach(identity)
        by_entity: dict[Entity, list[Reach]] = {}
        for one in found.named:
            by_entity.setdefault(one.entity, []).append(one)
        for entity, reaches in by_entity.items():
            yield _node(entity)
            verbs = ", ".join(dict.fromkeys(one.verb.value for one in reaches))
            css = "reads" if {one.verb for one in reaches} == {Verb.READS} else "changes"
            title = f"{function.label} {verbs} {entity.label}"
            yield ChartEdge(address, entity.origin.address, title, css, verbs)
        for kind in dict.fromkeys(one.kind for one in found.wide):
            every = f"every {kind.__name__.lower()}"
            yield ChartNode(every, every, f"{len(graph.app.all(kind))} of them", _KEPT, "kept")
            title = f"{function.label} reaches {every}"
            yield ChartEdge(address, every, title, "changes", "reaches")


def _everything(holder: Entity) -> Iterator[ChartNode | ChartEdge]:
    yield ChartNode("account", "AWS account", "everything in it", _KEPT, "kept")
    title = f"{holder.label} may do everything"
    yield ChartEdge(holder.origin.address, "account", title, "changes", "administers")


def _moves(target: Entity) -> str:
    return "starts" if isinstance(target, Function | Workflow) else "feeds"


def _caller(caller: Caller) -> ChartNode:
    return ChartNode(caller.id, caller.label, caller.phrase, _CALLERS, "outside")


def _node(entity: Entity) -> ChartNode:
    words = "".join(f" {one.lower()}" if one.isupper() else one for one in type(entity).__name__)
    kind = entity.kind.value if isinstance(entity, Identity) else words.strip()
    column, css = _KEPT, "kept"
    if isinstance(entity, Function):
        column, css = _FUNCTIONS, "function"
    elif isinstance(entity, _RELAYS):
        column, css = _RELAYED, "relay"
    return ChartNode(entity.origin.address, entity.label, kind, column, css)
