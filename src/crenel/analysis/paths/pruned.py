"""What a breach would still reach, had a role nothing but what the function uses it for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from crenel.analysis.administrators import is_administrator
from crenel.analysis.paths.by_holding import gains
from crenel.analysis.paths.escalation.rule import Rule, rules
from crenel.analysis.paths.flows import Flows
from crenel.analysis.paths.graph import Graph
from crenel.analysis.paths.nodes import ACCOUNT
from crenel.analysis.powers.reach import Reach, Wide
from crenel.analysis.powers.vocabulary import Verb
from crenel.model.entities import Entity, Function, Identity

VERBS: dict[str, tuple[Verb, ...]] = {
    "reads": (Verb.READS,),
    "writes": (Verb.WRITES, Verb.DELETES),
    "deletes": (Verb.DELETES,),
    "decrypts": (Verb.DECRYPTS,),
    "invokes": (Verb.INVOKES,),
}
"""The lists of a blast radius, and what stands in each."""


_ON_BEHALF = ("athena:", "cloudformation:", "cloudcontrol:")
"""Services that go on with the permissions of whoever calls them (Athena User Guide, "Access to
Amazon S3"; CloudFormation User Guide, "Controlling access"): what a call needs is in no code."""


class Pruned(msgspec.Struct, frozen=True, kw_only=True):
    """What is left, by address; sorted, each once."""

    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    deletes: tuple[str, ...] = ()
    decrypts: tuple[str, ...] = ()
    invokes: tuple[str, ...] = ()
    escalates: tuple[str, ...] = ()

    @property
    def things(self) -> frozenset[str]:
        """Everything that is in some list."""
        return frozenset((*self.reads, *self.writes, *self.decrypts, *self.invokes))


def pruned(
    graph: Graph,
    function: Function,
    identities: list[Identity],
    named: list[Reach],
    wide: list[Wide],
) -> Pruned | None:
    """None where that is not known: not all of the function's code was read and understood."""
    flows = graph.flows(function)
    if not _known(flows):
        return None
    served = _served(graph, function)
    used = [one for one in named if _used(one.verb, one.entity, flows, served)]
    found = {(one.verb, one.entity) for one in used} | set(_of_wide(graph, flows, served, wide))
    lists = {
        name: tuple(sorted({entity.origin.address for verb, entity in found if verb in verbs}))
        for name, verbs in VERBS.items()
    }
    return Pruned(escalates=_escalates(graph, flows, identities), **lists)


def spare(graph: Graph, function: Function, named: list[Reach], wide: list[Wide]) -> set[str]:
    """The powers that would go; empty where what the code does is not known."""
    flows = graph.flows(function)
    if not _known(flows):
        return set()
    served = _served(graph, function)
    unused = {
        f"{one.verb.value} {one.entity.origin.address}"
        for one in named
        if not _used(one.verb, one.entity, flows, served)
    }
    return unused | {f"{one.verb.value} every {one.kind.__name__.lower()}" for one in wide}


def _of_wide(
    graph: Graph, flows: Flows, served: set[tuple[Verb, str]], wide: list[Wide]
) -> Iterator[tuple[Verb, Entity]]:
    """Of whole kinds, what the code names; all of them where it does not tell which."""
    for power in wide:
        for entity in graph.app.all(power.kind):
            if _used(power.verb, entity, flows, served):
                yield power.verb, entity


def _escalates(graph: Graph, flows: Flows, identities: list[Identity]) -> tuple[str, ...]:
    """A way of escalation stays where the code itself makes the calls that it takes."""
    found: set[str] = set()
    for identity in identities:
        if is_administrator(graph.app, identity).possible:
            found.update([ACCOUNT.address] if any(_called(one, flows) for one in rules()) else [])
            continue
        for gain in graph.escalations.of(identity):
            if gain.truth.possible and _called(gain.rule, flows):
                found.add(gains(gain).address)
    return tuple(sorted(found))


def _called(rule: Rule, flows: Flows) -> bool:
    needs = [one for one in rule.needs if one != "iam:PassRole"]
    return _all_in(needs, flows) and (not rule.one_of or _any_in(rule.one_of, flows))


def _all_in(actions: Iterable[str], flows: Flows) -> bool:
    return all(one.lower() in flows.called for one in actions)


def _any_in(actions: Iterable[str], flows: Flows) -> bool:
    return any(one.lower() in flows.called for one in actions)


def _known(flows: Flows) -> bool:
    behalf = any(one.startswith(_ON_BEHALF) for one in flows.called)
    return flows.read and flows.whole and not behalf


def _used(verb: Verb, entity: Entity, flows: Flows, served: set[tuple[Verb, str]]) -> bool:
    return (verb, entity.id) in served or flows.of(verb, entity) is not None


def _served(graph: Graph, function: Function) -> set[tuple[Verb, str]]:
    """What the platform itself uses the role for: sources that it polls, where failures go."""
    entries = graph.app.entries(function)
    polled = [entry.source for entry in entries]
    failed = [function.dead_letter, *(entry.failure for entry in entries)]
    found = ((_POLLING, polled), (_SENDING, failed))
    return {
        (verb, ref.target)
        for verbs, values in found
        for value in values
        for ref in value.refs()
        for verb in verbs
    }


_POLLING = (Verb.READS, Verb.DELETES)
_SENDING = (Verb.INVOKES, Verb.WRITES)
