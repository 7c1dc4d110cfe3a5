"""All attack paths of an application, worst first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import msgspec

from crenel.analysis.administrators import is_administrator
from crenel.analysis.knowledge import Knowledge
from crenel.analysis.paths.default_bus import with_default_bus
from crenel.analysis.paths.graph import Graph
from crenel.analysis.paths.nodes import ACCOUNT, ELSEWHERE, Edge, Label, Node, State, holds, outside
from crenel.analysis.paths.path import Kind, Path, Step
from crenel.analysis.paths.search import BEST, MAX_STEPS, Found, Search
from crenel.analysis.paths.sentence import sentence
from crenel.analysis.paths.weigh import certainty, severity
from crenel.model.entities import Entity, Identity
from crenel.model.truth import Truth
from crenel.model.value import Known, Unknown
from crenel.model.verdict import Certainty

_CERTAINTIES = tuple(Certainty)
_EVERYBODY = 3
"""The smallest crowd to which what a function does of itself is a way: others are let in for it."""
_KINDS = {"api": "API", "stored-parameter": "parameter"}
MOST_NEEDS = 6


class Paths(msgspec.Struct, frozen=True):
    """The paths of one application, and whether the search was cut off."""

    paths: tuple[Path, ...]
    graph: Graph
    cut_off: tuple[str, ...] = ()
    """Who has more ways than were followed."""


def paths_of(app: Knowledge) -> Paths:
    """The best few paths between any two ends, worst first."""
    app = with_default_bus(app)
    graph = Graph(app)
    found: dict[tuple[str, str, Kind], list[Path]] = {}
    cut_off: list[str] = []
    for caller in graph.callers():
        search = Search(graph, outside(caller))
        for path in _told(search, caller.crowd, app):
            found.setdefault((path.start, path.end, path.kind), []).append(path)
        if search.cut_off:
            cut_off.append(caller.id)
    for path in _of_principals(graph, cut_off):
        found.setdefault((path.start, path.end, path.kind), []).append(path)
    kept = [one for ways in found.values() for one in _best(ways)]
    return Paths(tuple(sorted(kept, key=order)), graph, tuple(cut_off))


def _best(ways: list[Path]) -> Iterator[Path]:
    """The worst few of one pair; the first of them carries the number of the rest."""
    ordered = sorted(ways, key=order)
    more = max((one.others for one in ways), default=0) + len(ordered[BEST:])
    for place, one in enumerate(ordered[:BEST]):
        yield msgspec.structs.replace(one, others=more if place == 0 else 0)


def _told(search: Search, crowd: int, app: Knowledge) -> Iterator[Path]:
    found = search.run()
    passed = _on_the_way(found)
    for node, ways in found.items():
        if node in passed:
            continue
        for label in ways.ways:
            path = _path(label, crowd, app, ways.more)
            if path is not None:
                yield path


def _on_the_way(found: dict[Node, Found]) -> set[Node]:
    """Identities that the surest way to the whole account leads through: it tells of them."""
    ways = found[ACCOUNT].ways[:1] if ACCOUNT in found else []
    return {
        before
        for label in ways
        for before, _ in label.edges()
        if before.state is State.HOLDS and _kind_of(found, before) is Kind.ESCALATION
    }


def _kind_of(found: dict[Node, Found], node: Node) -> Kind | None:
    return _kind(found[node].ways[0]) if node in found and found[node].ways else None


def _of_principals(graph: Graph, cut_off: list[str]) -> Iterator[Path]:
    """What the holder of a principal's credentials can make of them.

    Where roles gain one another in great numbers, the work is bounded; who was left is told.
    """
    steps = 0
    for identity in graph.app.all(Identity):
        gains = graph.escalations.of(identity)
        if not gains or is_administrator(graph.app, identity).certain or _kept(identity):
            continue
        if steps > MAX_STEPS:
            cut_off.append(identity.id)
            continue
        if identity.id in graph.escalations.cut_off:
            cut_off.append(identity.id)
        wide = {one.rule.name for one in gains if one.wide and one.truth.certain}
        climb = _Climb(graph, holds(identity))
        found = list(_told(climb, 1, graph.app))
        steps += climb.steps
        surely = any(one.kind is Kind.ACCOUNT and _sure(one) for one in found)
        for path in found:
            ends = path.end == ACCOUNT.address
            if path.kind is Kind.ACCOUNT or not (surely if ends else path.steps[0].rule in wide):
                yield path


_KEEPS = frozenset(
    f"{name}.amazonaws.com"
    for name in (
        "application-autoscaling",
        "autoscaling",
        "batch",
        "config",
        "ecs",
        "monitoring.rds",
        "spotfleet",
        "vpc-flow-logs",
    )
)
"""Services that use a role for their own work: they run nothing of anybody's under it."""


def _kept(identity: Identity) -> bool:
    """Is it a role that such services alone take on, so that nobody acts as it?"""
    names = [
        one.known()
        for statement in identity.trust
        for _, _, who in statement.principals.entries()
        for _, one in who.items()
    ]
    return bool(names) and all(isinstance(one, str) and one in _KEEPS for one in names)


def _sure(path: Path) -> bool:
    return path.certainty is not Certainty.POSSIBLE


class _Climb(Search):
    """Only steps by which powers are gained: what a principal may do anyway is no path.

    Who gains one role after the other gets everywhere in many ways; each state is left by the best.
    """

    leaves = 1

    def _steps(self, node: Node) -> tuple[Edge, ...]:
        return self._graph.climbs(node)


def _path(label: Label, crowd: int, app: Knowledge, more: int) -> Path | None:
    kind = _kind(label)
    if kind is None or not _is_a_way(label, crowd):
        return None
    steps = label.edges()
    start = steps[0][0]
    if start.address == label.node.address:
        return None
    end_kind = _end_kind(label.node, app)
    sure = certainty(label)
    told = tuple(_step(before, edge) for before, edge in steps)
    return Path(
        id=_identity(start, told),
        start=start.address,
        end=label.node.address,
        kind=kind,
        severity=severity(label, kind, crowd, end_kind, sure),
        certainty=sure,
        sentence=sentence(label, start, _KINDS.get(end_kind, end_kind)),
        steps=told,
        needs=needs(label.truth),
        when=_when(label.truth),
        cut=_cheapest([edge for _, edge in steps], crowd),
        others=more,
        end_kind=end_kind,
    )


def _kind(label: Label) -> Kind | None:
    edge, state = label.edge, label.node.state
    if edge is None:
        return None
    if state is State.ACCOUNT:
        return Kind.ESCALATION if edge.verb == "escalates" and edge.code else Kind.ACCOUNT
    if state is State.HAS:
        return Kind.DATA
    if state is State.HOLDS:
        return Kind.CODE if edge.verb == "runs-code" else Kind.ESCALATION
    return None


def _is_a_way(label: Label, crowd: int) -> bool:
    """A function that serves the users who are let in does its work; that alone is no path.

    Nor is it one that a function may use a key, where nobody's code but its own runs: what the key
    opens is told of what it opens.
    """
    if label.node.state is State.HAS and not label.node.strong and decrypts(label):
        return False
    if crowd == 1 or crowd >= _EVERYBODY + 1:
        return True
    steps = label.edges()
    if len(steps) == 1 and steps[0][0].entity.startswith("account:"):
        # Somebody wrote down that this account gets that; where it leads on is another matter.
        return label.node.state is not State.HAS
    taken = any(edge.to.state is State.HOLDS or edge.to.strong for _, edge in steps)
    return taken or label.node.state is State.ACCOUNT


def decrypts(label: Label) -> bool:
    """Is a key all that is got at?"""
    return label.edge is not None and set(label.edge.verbs or (label.edge.verb,)) == {"decrypts"}


def _end_kind(node: Node, app: Knowledge) -> str:
    if node.state is State.ACCOUNT:
        return "account"
    entity = app.application.get(node.entity, Entity)
    if node.address == ELSEWHERE.address:
        return "role"
    if entity is None:
        return "database"
    if isinstance(entity, Identity):
        return entity.kind.value
    words = "".join(f"-{one}" if one.isupper() else one for one in type(entity).__name__)
    return words.lower().strip("-")


def _step(before: Node, edge: Edge) -> Step:
    return Step(
        start=before.address,
        edge=edge.verb,
        to=edge.to.address,
        place=edge.place,
        why=edge.why,
        start_label=before.label,
        to_label=edge.to.label,
        cut=edge.cut,
        told=edge.told,
        rule=edge.rule,
        deeds=edge.verbs if len(edge.verbs) > 1 else (),
    )


def _cheapest(edges: list[Edge], crowd: int) -> str:
    """The code that is at fault, else the way to more powers, else the door, else the power."""
    for verb in ("runs-code", "queries", "escalates"):
        for edge in edges:
            if edge.verb == verb and edge.cut:
                return edge.cut
    doors = edges[0].cut if crowd >= _EVERYBODY else ""
    return doors or next((edge.cut for edge in reversed(edges) if edge.cut), "")


def needs(truth: Truth) -> tuple[str, ...]:
    """The names that would decide a truth, without those that only a deployment knows."""
    if truth.certain:
        return ()
    return tuple(dict.fromkeys(_names(truth)))[:MOST_NEEDS]


def _names(truth: Truth) -> Iterator[str]:
    for case in truth.cases:
        if case.holds is None:
            yield from (
                one.name
                for value in case.because
                if not isinstance(value, Known)
                for one in _unknowns(value)
            )
        for subject in case.guard.subjects():
            yield subject.removeprefix("condition ")


def _unknowns(value: object) -> Iterable[Unknown]:
    return value.unknowns() if hasattr(value, "unknowns") else ()


def _when(truth: Truth) -> str:
    if truth.certain or not truth.possible:
        return ""
    return next((str(case.guard) for case in truth.cases if case.holds and case.guard), "")


def _identity(start: Node, steps: tuple[Step, ...]) -> str:
    """Ends and steps: no line, no message."""
    parts = [start.address, *(f"{one.edge} {one.to} {one.rule}" for one in steps)]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def order(path: Path) -> tuple[int, bool, bool, int, int, str, str, str]:
    """Worst first, then surest, then shortest; the rest makes it the same on every run.

    Of two that are as bad, the whole account goes first.
    """
    return (
        -path.severity.rank,
        path.certainty is Certainty.POSSIBLE,
        path.end != ACCOUNT.address,
        _CERTAINTIES.index(path.certainty),
        len(path.steps),
        path.start,
        path.end,
        path.id,
    )
