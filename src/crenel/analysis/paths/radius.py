"""How far a breach goes: what whoever runs code in a function, or holds a principal, gets at."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crenel.analysis.administrators import is_administrator
from crenel.analysis.managed import unread_policies
from crenel.analysis.paths.by_holding import gains
from crenel.analysis.paths.graph import Graph
from crenel.analysis.paths.nodes import ACCOUNT
from crenel.analysis.paths.pruned import VERBS, Pruned, pruned, spare
from crenel.analysis.powers.reach import Reach, Wide
from crenel.analysis.powers.vocabulary import Verb
from crenel.model.entities import Function, Identity

MOST = 500
"""Addresses in one list; the rest is a number."""


class Radius(msgspec.Struct, frozen=True, kw_only=True):
    """What one function or principal gets at, by address; sorted, each once."""

    address: str
    label: str
    kind: str
    """``function``, ``role``, ``user`` or ``group``."""
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    """What it changes or deletes."""
    deletes: tuple[str, ...] = ()
    decrypts: tuple[str, ...] = ()
    invokes: tuple[str, ...] = ()
    escalates: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    """Policies that it has attached and nobody here can read, and powers that are undecided."""
    spare: tuple[str, ...] = ()
    """What it gets at and its own code does nothing with: the argument for pruning."""
    cut_off: int = 0
    runs: bool = False
    """A role that functions of the application run as: their rows tell the same."""
    everything: bool = False
    """It is an administrator."""
    pruned: Pruned | None = None
    """The same, had it only the permissions that its code uses; None where that is not known."""

    @property
    def things(self) -> frozenset[str]:
        """Everything that it gets at."""
        return frozenset((*self.reads, *self.writes, *self.decrypts, *self.invokes))

    @property
    def size(self) -> int:
        """How many things those are; the account outweighs them all."""
        return len(self.things) + _ACCOUNT_SIZE * (ACCOUNT.address in self.escalates)


_ACCOUNT_SIZE = 10_000


def radii(graph: Graph) -> Iterator[Radius]:
    """Of every function, then of every principal that a person wrote."""
    for function in graph.app.all(Function):
        identities = graph.app.application.resolve_all(function.identity, Identity)
        yield _radius(graph, function, list(dict.fromkeys(identities)))
    for identity in graph.app.all(Identity):
        if not identity.generated:
            yield _radius(graph, identity, [identity])


def _radius(graph: Graph, holder: Function | Identity, identities: list[Identity]) -> Radius:
    reached = [graph.base.reach(identity) for identity in identities]
    named = [one for each in reached for one in each.named]
    wide = [one for each in reached for one in each.wide]
    unread = [one.text() for identity in identities for one in unread_policies(identity, graph.app)]
    if isinstance(holder, Function) and not identities:
        unread.append(holder.identity.text() or "its role")
    sure = [one for one in named if one.truth.possible]
    open_ = [_phrase(one) for one in named if not one.truth.possible]
    lists = {name: _addresses(graph, sure, wide, *verbs) for name, verbs in VERBS.items()}
    code = holder if isinstance(holder, Function) else None
    unused = spare(graph, code, sure, wide) if code is not None else set()
    return Radius(
        address=holder.origin.address,
        label=holder.label,
        kind="function" if isinstance(holder, Function) else holder.kind.value,
        escalates=_escalates(graph, identities),
        runs=isinstance(holder, Identity) and bool(graph.app.functions_as(holder)),
        everything=any(is_administrator(graph.app, one).possible for one in identities),
        unknown=tuple(dict.fromkeys([*unread, *open_]))[:MOST],
        spare=tuple(sorted(unused))[:MOST],
        pruned=pruned(graph, code, identities, sure, wide) if code is not None else None,
        cut_off=sum(max(len(one) - MOST, 0) for one in lists.values()),
        **{name: found[:MOST] for name, found in lists.items()},
    )


def _addresses(graph: Graph, named: list[Reach], wide: list[Wide], *verbs: Verb) -> tuple[str, ...]:
    found = {one.entity.origin.address for one in named if one.verb in verbs}
    for kind in dict.fromkeys(one.kind for one in wide if one.verb in verbs):
        found.update(one.origin.address for one in graph.app.all(kind))
    return tuple(sorted(found))


def _phrase(reach: Reach) -> str:
    return f"{reach.action} on {reach.entity.origin.address}"


def _escalates(graph: Graph, identities: list[Identity]) -> tuple[str, ...]:
    found: set[str] = set()
    for identity in identities:
        if is_administrator(graph.app, identity).possible:
            return (ACCOUNT.address,)
        for gain in graph.escalations.of(identity):
            if gain.truth.possible:
                found.add(gains(gain).address)
    return tuple(sorted(found))
