"""What follows from calling a function: it does its work, or more than that."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.paths.flows import RUNS_CODE, Flows
from crenel.analysis.paths.kept import KEPT
from crenel.analysis.paths.nodes import Edge, Node, State, calls, feeds, group, has, holds
from crenel.analysis.paths.wording import (
    handed_on,
    listed,
    mildest,
    narrow,
    place_of,
    powers,
    verbs,
)
from crenel.analysis.powers.reach import Reach, Reached
from crenel.analysis.powers.vocabulary import Verb
from crenel.code.facts import Sink, Tainted
from crenel.model.application import Application
from crenel.model.entities import Database, Entity, Function
from crenel.model.source import outward
from crenel.model.truth import FALSE, TRUE, Truth, unknown
from crenel.model.value import Unknown, UnknownKind

_CONTROLS = {"code-execution": "code-injection", "shell-command": "command-injection"}
"""Controls whose names are not those of their sinks."""


class Called:
    """The steps that lead on from a call of one function."""

    def __init__(self, function: Function, found: Flows, wired: set[str]) -> None:
        self._function = function
        self._flows = found
        self._wired = wired

    # -- through a weakness of its code --------------------------------------------------------

    def through_sinks(self, application: Application) -> Iterator[Edge]:
        """Where what it was sent becomes code, or a query."""
        for sink in self._flows.sinks:
            if sink.tainted is not Tainted.NO:
                for to, verb in self._behind(sink, application):
                    yield self._through(sink, to, verb)

    def _behind(self, sink: Sink, application: Application) -> Iterator[tuple[Node, str]]:
        if sink.kind in RUNS_CODE:
            yield holds(self._function), "runs-code"
        elif sink.kind == "sql-injection":
            for database in self._databases(application):
                yield database, "queries"

    def _through(self, sink: Sink, to: Node, verb: str) -> Edge:
        function, place = self._function, outward(sink.span)
        call = sink.call or sink.kind
        part = f" ({sink.source_path})" if sink.source_path else ""
        asked = f"whether {function.label} gives what it was sent to {call}"
        known = sink.tainted is Tainted.YES
        return Edge(
            to,
            verb,
            TRUE if known else _unknown(asked),
            place,
            f"{sink.message}{part}",
            f"Mend {call} in {place.file}:{place.line}.",
            code=True,
            told=_CONTROLS.get(sink.kind, sink.kind),
            shaped=True,
            verbs=("reads", "writes") if verb == "queries" else (),
        )

    def _databases(self, application: Application) -> list[Node]:
        """The databases that its environment names; else one that no template shows."""
        function = self._function
        found: dict[str, Node] = {}
        for ref in function.environment.refs():
            database = application.get(ref.target, Database)
            if database is not None:
                found[database.id] = has(database, strong=True)
        address, label = function.origin.address, f"behind {function.label}"
        unseen = Node(State.HAS, f"{function.id}#database", address, label, strong=True)
        return list(found.values()) or [unseen]

    # -- by its own doing ----------------------------------------------------------------------

    def of_itself(self, reached: Reached, truth: Truth) -> Iterator[Edge]:
        """What it does by its own code with what it is sent, as far as its role allows."""
        by_entity: dict[Entity, list[Reach]] = {}
        for one in (*reached.named, *self._used(reached)):
            by_entity.setdefault(one.entity, []).append(one)
        for entity, reaches in by_entity.items():
            moved = [one for one in reaches if one.verb in (Verb.INVOKES, Verb.WRITES)]
            yield from self._handed_on(moved, truth)
            kept = [one for one in reaches if one.verb is not Verb.INVOKES]
            if kept and isinstance(entity, KEPT):
                yield self._data(entity, kept, truth)
        yield from self._in_bulk(reached, truth)

    def _used(self, reached: Reached) -> Iterator[Reach]:
        """Of the kinds that it reaches whole, the things that its code names."""
        wide = {(one.verb, one.kind): one for one in reached.wide}
        for use in self._flows.uses:
            one = wide.get((use.verb, use.kind))
            if one is not None and use.entity is not None:
                yield Reach(one.verb, use.entity, one.action, one.truth, one.statement)

    def _handed_on(self, moved: list[Reach], truth: Truth) -> Iterator[Edge]:
        for reach in moved:
            entity = reach.entity
            use = self._flows.of(reach.verb, entity)
            to = calls(entity) if isinstance(entity, Function) else feeds(entity)
            quiet = self._flows.read and use is None and self._flows.whole
            if quiet or (to.state is State.FEEDS and entity.id not in self._wired):
                continue
            shown = f"its code sends to {entity.label}"
            allowed = f"its role allows {reach.action} on {entity.label}"
            yield Edge(
                to,
                "invokes" if to.state is State.CALLS else "sends",
                truth & reach.truth,
                use.place if use is not None else place_of(reach.statement, entity),
                allowed if use is None else shown,
                narrow(reach.statement, self._function.label),
                code=use is not None,
                weak=use is None,
                hands_on=handed_on(self._function, entity),
                verbs=(reach.verb.value,),
            )

    def _data(self, entity: Entity, kept: list[Reach], truth: Truth) -> Edge:
        """As its code says, or where there is none to read, as its role allows."""
        found = self._flows
        used = [(one, use) for one in kept if (use := found.of(one.verb, entity)) is not None]
        shown = [one for one, _ in used] or kept
        best = mildest(shown)
        place = used[0][1].place if used else place_of(best.statement, entity)
        step, why = truth & _any(shown), powers(shown)
        unused = found.read and not used
        if used:
            why = f"its code {listed(verbs(shown))} it, as its role allows"
        elif unused:
            step = step & _unknown(self._beyond(f"its own does not touch {entity.label}"))
            why = f"{why}, which its code does not use"
        cut = narrow(best.statement, self._function.label)
        return Edge(
            has(entity),
            best.verb.value,
            step,
            place,
            why,
            cut,
            code=bool(used),
            weak=unused,
            verbs=verbs(shown),
        )

    def _in_bulk(self, reached: Reached, truth: Truth) -> Iterator[Edge]:
        """All of a kind, where no code tells which; as a power that it has, no more."""
        kinds = dict.fromkeys(one.kind for one in reached.wide)
        for kind in kinds:
            ones = [one for one in reached.wide if one.kind is kind]
            kept = [one for one in ones if one.verb is not Verb.INVOKES]
            if not kept or not issubclass(kind, KEPT):
                continue
            known = self._flows.read
            asked = self._beyond(f"its own does not touch every {kind.__name__.lower()}")
            place = place_of(kept[0].statement, self._function)
            cut = narrow(kept[0].statement, self._function.label)
            step = truth & _unknown(asked) if known else truth
            yield Edge(
                group(kind, State.HAS),
                kept[0].verb.value,
                step,
                place,
                f"{powers(kept)} on everything",
                cut,
                weak=known,
                verbs=verbs(kept),
            )

    def _beyond(self, what: str) -> str:
        return f"a way to run code in {self._function.label}: {what}, as far as it was read"


def _any(reaches: list[Reach]) -> Truth:
    found = FALSE
    for one in reaches:
        found = found | one.truth
    return found


def _unknown(name: str) -> Truth:
    return unknown(Unknown(kind=UnknownKind.EXTERNAL, name=name))
