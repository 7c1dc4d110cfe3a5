"""The steps that lead on from each state, worked out when somebody gets there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from crenel.analysis.administrators import is_administrator
from crenel.analysis.exposure.callers import Caller
from crenel.analysis.exposure.door import Door
from crenel.analysis.exposure.exposure import doors
from crenel.analysis.knowledge import Knowledge
from crenel.analysis.paths.escalation.gains import Escalations, Gain
from crenel.analysis.paths.flows import RUNS_CODE, Flows, flows
from crenel.analysis.paths.nodes import ACCOUNT, Edge, Node, State
from crenel.analysis.paths.wiring import Wire, wires
from crenel.analysis.powers.reach import PowerBase, Reach
from crenel.analysis.powers.vocabulary import Verb
from crenel.code.facts import Sink, Tainted
from crenel.model.entities import (
    Bucket,
    Database,
    Entity,
    Function,
    Identity,
    Key,
    Queue,
    Secret,
    Statement,
    StoredParameter,
    Stream,
    Table,
    Topic,
)
from crenel.model.source import Span, outward
from crenel.model.truth import FALSE, TRUE, Truth, unknown
from crenel.model.value import Unknown, UnknownKind, Value

KEPT: tuple[type[Entity], ...] = (
    Bucket, Table, Secret, StoredParameter, Key, Database, Queue, Topic, Stream,
)  # fmt: skip
"""Kinds of things that keep something worth having."""
_CONTROLS = {"code-execution": "code-injection", "shell-command": "command-injection"}
"""Controls whose names are not those of their sinks."""
_ORDER = {Verb.READS: 0, Verb.DECRYPTS: 1, Verb.WRITES: 2, Verb.DELETES: 3, Verb.INVOKES: 4}


class Graph:
    """The states and steps of one application."""

    def __init__(self, app: Knowledge) -> None:
        self.app = app
        self.base = PowerBase(app)
        self.escalations = Escalations(self.base)
        self._flows: dict[str, Flows] = {}
        self._edges: dict[Node, tuple[Edge, ...]] = {}

    # -- where attackers begin ---------------------------------------------------------------

    @cached_property
    def doors(self) -> list[Door]:
        """The doors of the application."""
        return list(doors(self.app))

    def callers(self) -> list[Caller]:
        """Everybody who stands at a door, the largest crowd first."""
        found = {door.caller.id: door.caller for door in self.doors}
        return sorted(found.values(), key=lambda one: (-one.crowd, one.id))

    # -- steps -------------------------------------------------------------------------------

    def edges(self, node: Node) -> tuple[Edge, ...]:
        """The steps that lead on from a state."""
        if node not in self._edges:
            self._edges[node] = tuple(self._from(node))
        return self._edges[node]

    def _from(self, node: Node) -> Iterator[Edge]:
        if node.state is State.OUTSIDE:
            yield from self._through_doors(node)
        elif node.state is State.CALLS:
            function = self.app.application.get(node.entity, Function)
            if function is not None:
                yield from self._by_calling(function)
        elif node.state is State.HOLDS:
            yield from self._by_holding(node)
        elif node.state is State.FEEDS:
            yield from self._set_in_motion(node)

    def _through_doors(self, node: Node) -> Iterator[Edge]:
        for door in self.doors:
            if door.caller.id == node.entity:
                for to in self._behind(door):
                    yield Edge(
                        to,
                        door.edge,
                        door.truth,
                        door.place,
                        door.why,
                        cut=door.fix,
                        told=door.control,
                        verbs=(door.edge,),
                    )

    def _behind(self, door: Door) -> Iterator[Node]:
        entity = door.entity
        if isinstance(entity, Function):
            yield calls(entity)
        elif isinstance(entity, Identity):
            yield self.holds(entity)
        elif door.edge in ("sends", "writes"):
            yield feeds(entity)
            if door.edge == "writes":
                yield has(entity, strong=True)
        else:
            yield has(entity, strong=True)

    # -- a function that is called -----------------------------------------------------------

    def _by_calling(self, function: Function) -> Iterator[Edge]:
        found = self.flows(function)
        for sink in found.sinks:
            yield from self._through_sink(function, sink)
        for identity, truth in self._identities(function):
            if is_administrator(self.app, identity).possible:
                yield self._administrator(function, identity, truth)
            else:
                yield from self._of_itself(function, found, self.base.reach(identity), truth)

    def _through_sink(self, function: Function, sink: Sink) -> Iterator[Edge]:
        if sink.tainted is Tainted.NO:
            return
        part = f" ({sink.source_path})" if sink.source_path else ""
        name = f"whether {function.label} gives what it was sent to {sink.call or sink.kind}"
        place = outward(sink.span)
        open_ = unknown(Unknown(kind=UnknownKind.EXTERNAL, name=name, span=place))
        truth = TRUE if sink.tainted is Tainted.YES else open_
        cut = f"Mend {sink.call or sink.kind} in {place.file}:{place.line}."
        why = f"{sink.message}{part}"
        if sink.kind in RUNS_CODE:
            to = self.runs(function)
            told = _CONTROLS.get(sink.kind, sink.kind)
            yield Edge(to, "runs-code", truth, place, why, cut, code=True, told=told, shaped=True)
        elif sink.kind == "sql-injection":
            for database in self._databases(function):
                to = has(database, strong=True)
                yield Edge(
                    to,
                    "queries",
                    truth,
                    place,
                    why,
                    cut,
                    code=True,
                    told="sql-injection",
                    shaped=True,
                    verbs=("reads", "writes"),
                )

    def _databases(self, function: Function) -> list[Database]:
        """The databases that its environment names."""
        found: dict[str, Database] = {}
        for ref in function.environment.refs():
            database = self.app.application.get(ref.target, Database)
            if database is not None:
                found[database.id] = database
        return list(found.values())

    def _of_itself(
        self, function: Function, found: Flows, reached: tuple[Reach, ...], truth: Truth
    ) -> Iterator[Edge]:
        """What the function does by its own code with what it is sent."""
        for entity, reaches in _by_entity(reached).items():
            moved = [one for one in reaches if one.verb in (Verb.INVOKES, Verb.WRITES)]
            yield from self._handed_on(function, found, moved, truth)
            kept = [one for one in reaches if one.verb is not Verb.INVOKES]
            if kept and isinstance(entity, KEPT):
                yield self._reaches_data(function, found, entity, kept, truth)

    def _handed_on(
        self, function: Function, found: Flows, moved: list[Reach], truth: Truth
    ) -> Iterator[Edge]:
        for reach in moved:
            use = found.of(reach.verb, reach.entity)
            if found.read and use is None and found.whole:
                continue
            to = calls(reach.entity) if isinstance(reach.entity, Function) else feeds(reach.entity)
            if to.state is State.FEEDS and reach.entity.id not in self.wires:
                continue
            place = use.place if use is not None else _place(reach.statement, reach.entity)
            why = (
                f"its code sends to {reach.entity.label}"
                if use is not None
                else f"its role allows {reach.action} on {reach.entity.label}"
            )
            yield Edge(
                to,
                "invokes" if to.state is State.CALLS else "sends",
                truth & reach.truth,
                place,
                why,
                cut=_narrow(reach.statement, function.label),
                code=use is not None,
                weak=use is None,
                hands_on=f"whether {function.label} hands on to {reach.entity.label} what it is sent",
                verbs=(reach.verb.value,),
            )

    def _reaches_data(
        self,
        function: Function,
        found: Flows,
        entity: Entity,
        kept: list[Reach],
        truth: Truth,
    ) -> Edge:
        """By its own doing: as its code says, or where there is none to read, as its role allows."""
        used = [(one, use) for one in kept if (use := found.of(one.verb, entity)) is not None]
        shown = [one for one, _ in used] or kept
        best = min(shown, key=lambda one: _ORDER[one.verb])
        place = used[0][1].place if used else _place(best.statement, entity)
        verbs = tuple(sorted({one.verb.value for one in shown}, key=_worst))
        unused = found.read and not used
        why = _powers(shown)
        if used:
            why = f"its code {_listed(verbs)} it, as its role allows"
        elif unused:
            why = f"{why}, which its code does not use"
        step = truth & _any(shown)
        if unused:
            name = f"a way to run code in {function.label}: its own does not touch {entity.label}"
            step = step & unknown(Unknown(kind=UnknownKind.EXTERNAL, name=name, span=place))
        return Edge(
            has(entity),
            best.verb.value,
            step,
            place,
            why,
            cut=_narrow(best.statement, function.label),
            code=bool(used),
            weak=unused,
            verbs=verbs,
        )

    # -- powers in the attacker's hands ------------------------------------------------------

    def _by_holding(self, node: Node) -> Iterator[Edge]:
        function = self.app.application.get(node.entity, Function)
        if function is not None:
            for identity, truth in self._identities(function):
                yield from self._with_powers(node, identity, truth)
            return
        identity = self.app.application.get(node.entity, Identity)
        if identity is not None:
            yield from self._with_powers(node, identity, TRUE)

    def _with_powers(self, node: Node, identity: Identity, truth: Truth) -> Iterator[Edge]:
        if is_administrator(self.app, identity).possible:
            yield self._administrator(identity, identity, truth)
            return
        yield from self._escalates(node, identity, truth)
        for entity, reaches in _by_entity(self.base.reach(identity)).items():
            kept = [one for one in reaches if one.verb is not Verb.INVOKES]
            if kept and isinstance(entity, KEPT):
                yield _data(entity, kept, truth, identity)
            for one in reaches:
                yield from self._moves(one, truth, identity)

    def _moves(self, one: Reach, truth: Truth, identity: Identity) -> Iterator[Edge]:
        entity = one.entity
        if one.verb not in (Verb.INVOKES, Verb.WRITES):
            return
        if not isinstance(entity, Function) and entity.id not in self.wires:
            return
        to = calls(entity) if isinstance(entity, Function) else feeds(entity)
        yield Edge(
            to,
            "invokes" if to.state is State.CALLS else "sends",
            truth & one.truth,
            _place(one.statement, entity),
            f"the role allows {one.action} on {entity.label}",
            cut=_narrow(one.statement, identity.label),
            verbs=(one.verb.value,),
        )

    def _escalates(self, node: Node, identity: Identity, truth: Truth) -> Iterator[Edge]:
        for gain in self.escalations.of(identity):
            to = self._gained(gain)
            if to == node:
                continue
            target = gain.target.label if gain.target is not None else _outside(gain)
            does = gain.rule.does.format(target=target)
            yield Edge(
                to,
                "escalates",
                truth & gain.truth,
                _place(gain.statement, identity),
                f"it {does}: {' with '.join(_needs(gain))}",
                cut=f"{gain.rule.cut.format(target=target)}",
                code=gain.wide and to is ACCOUNT,
                rule=gain.rule.name,
            )

    def _gained(self, gain: Gain) -> Node:
        if gain.whole_account or gain.target is None:
            return ACCOUNT
        if isinstance(gain.target, Function):
            return self.runs(gain.target)
        return self.holds(gain.target) if isinstance(gain.target, Identity) else ACCOUNT

    def _administrator(self, holder: Entity, identity: Identity, truth: Truth) -> Edge:
        is_one = is_administrator(self.app, identity)
        place = next(
            (item.span for _, item in identity.managed.items() if item.span is not None), None
        )
        for statement in self.app.statements_of(identity):
            if place is None and statement.actions.any(lambda one: one.equals("*")).possible:
                place = statement.whole.span
        return Edge(
            ACCOUNT,
            "administers",
            truth & is_one,
            place or identity.origin.span,
            f"{_role_of(holder, identity)} may do everything in the account",
            cut=f"Give {holder.label} a policy with the few actions that it needs.",
            told="administrator-policy",
        )

    # -- what sets what in motion ------------------------------------------------------------

    def _set_in_motion(self, node: Node) -> Iterator[Edge]:
        for wire in self.wires.get(node.entity, ()):
            target = wire.target
            to = calls(target) if isinstance(target, Function) else feeds(target)
            verb = "triggers" if to.state is State.CALLS else "feeds"
            yield Edge(to, verb, wire.truth, wire.place, wire.why)

    @cached_property
    def wires(self) -> dict[str, list[Wire]]:
        """What sets what in motion, by the id of the first."""
        return wires(self.app)

    # -- things ------------------------------------------------------------------------------

    def flows(self, function: Function) -> Flows:
        """What a function's code does."""
        if function.id not in self._flows:
            self._flows[function.id] = flows(function, self.app)
        return self._flows[function.id]

    def _identities(self, function: Function) -> Iterator[tuple[Identity, Truth]]:
        """The roles that a function may run as, each where it does."""
        for guard, item in function.identity.items():
            found = self.app.resolve(item, Identity)
            if found is not None:
                yield found, TRUE.under(guard)

    def holds(self, identity: Identity) -> Node:
        """The powers of an identity in somebody's hands."""
        return Node(State.HOLDS, identity.id, identity.origin.address, identity.label)

    def runs(self, function: Function) -> Node:
        """Code of the attacker's own runs in a function."""
        return Node(State.HOLDS, function.id, function.origin.address, function.label)


def calls(entity: Entity) -> Node:
    """A function that the attacker calls."""
    return Node(State.CALLS, entity.id, entity.origin.address, entity.label)


def feeds(entity: Entity) -> Node:
    """Something that the attacker puts messages or objects into."""
    return Node(State.FEEDS, entity.id, entity.origin.address, entity.label)


def has(entity: Entity, *, strong: bool = False) -> Node:
    """Data that the attacker gets at."""
    return Node(State.HAS, entity.id, entity.origin.address, entity.label, strong)


def outside(caller: Caller) -> Node:
    """Where somebody begins."""
    return Node(State.OUTSIDE, caller.id, caller.id, caller.phrase)


def _data(entity: Entity, kept: list[Reach], truth: Truth, identity: Identity) -> Edge:
    best = min(kept, key=lambda one: _ORDER[one.verb])
    verbs = tuple(sorted({one.verb.value for one in kept}, key=_worst))
    place = _place(best.statement, entity)
    cut = _narrow(best.statement, identity.label)
    to = has(entity, strong=True)
    return Edge(to, best.verb.value, truth & _any(kept), place, _powers(kept), cut, verbs=verbs)


def _powers(reaches: list[Reach]) -> str:
    actions = list(dict.fromkeys(one.action for one in reaches))
    return f"its role allows {', '.join(actions)}"


def _any(reaches: list[Reach]) -> Truth:
    found = FALSE
    for one in reaches:
        found = found | one.truth
    return found


def _by_entity(reaches: tuple[Reach, ...]) -> dict[Entity, list[Reach]]:
    found: dict[Entity, list[Reach]] = {}
    for one in reaches:
        found.setdefault(one.entity, []).append(one)
    return found


def _place(statement: Statement, entity: Entity) -> Span:
    for value in (statement.whole, statement.actions):
        if value.span is not None:
            return value.span
    return entity.origin.span


def _worst(verb: str) -> int:
    return _ORDER[Verb(verb)]


def _listed(verbs: tuple[str, ...]) -> str:
    return verbs[0] if len(verbs) == 1 else f"{', '.join(verbs[:-1])} and {verbs[-1]}"


def _narrow(statement: Statement, label: str) -> str:
    place = statement.whole.span
    where = f" (line {place.line})" if place is not None else ""
    wide = _wide(statement.resources)
    what = "Name the resources in" if wide else "Take out"
    return f"{what} the statement of {label}{where} that allows {_short(statement.actions)}."


def _wide(resources: Value) -> bool:
    return resources.any(lambda one: one.equals("*")).possible


def _short(actions: Value) -> str:
    names = [one.text() for _, one in actions.items()]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if names[3:] else "")


def _needs(gain: Gain) -> tuple[str, ...]:
    return gain.rule.needs or gain.rule.one_of[:1]


def _outside(gain: Gain) -> str:
    words = {
        "passed-role": "any role",
        "role": "any role",
        "user": "any user",
        "group": "any group",
        "function": "any function",
    }
    return words.get(gain.rule.target, "something outside the template")


def _role_of(holder: Entity, identity: Identity) -> str:
    return "it" if holder is identity else f"the role of {holder.label}"
