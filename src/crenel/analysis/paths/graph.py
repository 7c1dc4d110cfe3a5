"""The steps that lead on from each state, worked out when somebody gets there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from crenel.analysis.administrators import is_administrator
from crenel.analysis.exposure.callers import Caller
from crenel.analysis.exposure.door import Door
from crenel.analysis.exposure.exposure import doors
from crenel.analysis.knowledge import Knowledge
from crenel.analysis.paths.by_calling import Called
from crenel.analysis.paths.by_holding import Held, administers
from crenel.analysis.paths.escalation.gains import Escalations
from crenel.analysis.paths.flows import Flows, flows
from crenel.analysis.paths.kept import KEPT
from crenel.analysis.paths.nodes import Edge, Node, State, calls, feeds, has, holds
from crenel.analysis.paths.wiring import Wire, wires
from crenel.model.entities import Bus, Entity, Function, Identity, Workflow
from crenel.model.truth import TRUE, Truth

_KINDS: tuple[type[Entity], ...] = (*KEPT, Function, Workflow, Bus)
_GROUPED = {one.__name__: one for one in _KINDS}


class Graph:
    """The states and steps of one application."""

    def __init__(self, app: Knowledge) -> None:
        self.app = app
        self.base = app.powers
        self.escalations = Escalations(self.base)
        self._flows: dict[str, Flows] = {}
        self._edges: dict[Node, tuple[Edge, ...]] = {}
        self._climbs: dict[Node, tuple[Edge, ...]] = {}

    @cached_property
    def doors(self) -> dict[str, list[Door]]:
        """The doors of the application, by who stands at them."""
        found: dict[str, list[Door]] = {}
        for door in doors(self.app):
            found.setdefault(door.caller.id, []).append(door)
        return found

    def callers(self) -> list[Caller]:
        """Everybody who stands at a door, the largest crowd first."""
        found = [ones[0].caller for ones in self.doors.values()]
        return sorted(found, key=lambda one: (-one.crowd, one.id))

    def edges(self, node: Node) -> tuple[Edge, ...]:
        """The steps that lead on from a state."""
        if node not in self._edges:
            self._edges[node] = tuple(self._from(node))
        return self._edges[node]

    def climbs(self, node: Node) -> tuple[Edge, ...]:
        """Those of them by which powers are gained."""
        if node not in self._climbs:
            self._climbs[node] = tuple(self._gained(node))
        return self._climbs[node]

    def _from(self, node: Node) -> Iterator[Edge]:
        if node.state is State.OUTSIDE:
            yield from self._through_doors(node)
        elif node.state is State.CALLS:
            function = self.app.application.get(node.entity, Function)
            if function is not None:
                yield from self._by_calling(function)
        elif node.state is State.HOLDS:
            yield from self.climbs(node)
            for identity, truth in self._held(node):
                if not is_administrator(self.app, identity).possible:
                    held = Held(identity, truth, self._wired)
                    yield from held.reaches(self.base.reach(identity))
        elif node.state is State.FEEDS:
            yield from self._set_in_motion(node)
        elif node.state is State.GROUP:
            yield from self._each(node)

    def _through_doors(self, node: Node) -> Iterator[Edge]:
        for door in self.doors.get(node.entity, ()):
            for to in _behind(door):
                yield Edge(
                    to,
                    door.edge,
                    door.truth,
                    door.place,
                    door.why,
                    door.fix,
                    told=door.control,
                    verbs=(door.edge,),
                )

    def _by_calling(self, function: Function) -> Iterator[Edge]:
        called = Called(function, self.flows(function), self._wired)
        yield from called.through_sinks(self.app.application)
        for identity, truth in self._identities(function):
            if is_administrator(self.app, identity).possible:
                yield administers(self.app, function, identity, truth)
            else:
                yield from called.of_itself(self.base.reach(identity), truth)

    def _gained(self, node: Node) -> Iterator[Edge]:
        for identity, truth in self._held(node):
            if is_administrator(self.app, identity).possible:
                yield administers(self.app, identity, identity, truth)
            else:
                yield from Held(identity, truth, self._wired).escalates(node, self.escalations)

    def _held(self, node: Node) -> Iterator[tuple[Identity, Truth]]:
        function = self.app.application.get(node.entity, Function)
        identity = self.app.application.get(node.entity, Identity)
        if function is not None:
            yield from self._identities(function)
        elif identity is not None:
            yield identity, TRUE

    def _identities(self, function: Function) -> Iterator[tuple[Identity, Truth]]:
        """The roles that a function may run as, each where it does."""
        for guard, item in function.identity.items():
            identity = self.app.resolve(item, Identity)
            if identity is not None:
                yield identity, TRUE.under(guard)

    def _set_in_motion(self, node: Node) -> Iterator[Edge]:
        for wire in self.wires.get(node.entity, ()):
            target = wire.target
            to = calls(target) if isinstance(target, Function) else feeds(target)
            verb = "triggers" if to.state is State.CALLS else "feeds"
            yield Edge(to, verb, wire.truth, wire.place, wire.why)

    def _each(self, node: Node) -> Iterator[Edge]:
        """Every thing of a kind, for a power over all of them."""
        for entity in self.app.all(_GROUPED[node.entity]):
            to = has(entity, strong=node.strong)
            if node.label == State.CALLS.value:
                to = calls(entity)
            elif node.label == State.FEEDS.value:
                if entity.id not in self._wired:
                    continue
                to = feeds(entity)
            yield Edge(to, "", TRUE.under(entity.guard), entity.origin.span, "")

    @cached_property
    def wires(self) -> dict[str, list[Wire]]:
        """What sets what in motion, by the id of the first."""
        return wires(self.app)

    @cached_property
    def _wired(self) -> set[str]:
        return set(self.wires)

    def flows(self, function: Function) -> Flows:
        """What a function's code does."""
        if function.id not in self._flows:
            self._flows[function.id] = flows(function, self.app)
        return self._flows[function.id]


def _behind(door: Door) -> Iterator[Node]:
    entity = door.entity
    if isinstance(entity, Function):
        yield calls(entity)
    elif isinstance(entity, Identity):
        yield holds(entity)
    elif door.edge in ("sends", "writes"):
        yield feeds(entity)
        if door.edge == "writes":
            yield has(entity, strong=True)
    else:
        yield has(entity, strong=True)
