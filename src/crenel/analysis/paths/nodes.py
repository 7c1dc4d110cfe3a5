"""The graph of an application under attack: states that an attacker gets into, and the steps.

A state says how much of a thing is in the attacker's hands: ``calls`` a function, ``holds`` an
identity's powers (its code runs in the function, or its credentials are known), ``feeds`` what
sets other things in motion, ``has`` data. ``group`` is no state of its own: a power over all things
of a kind, which stands between its holder and each of them so that they are not multiplied.
"""

from __future__ import annotations

from enum import Enum

import msgspec

from crenel.analysis.exposure.callers import Caller
from crenel.model.entities import Entity
from crenel.model.source import Span
from crenel.model.truth import TRUE, Truth


class State(Enum):
    """What the attacker has got."""

    OUTSIDE = "outside"
    CALLS = "calls"
    HOLDS = "holds"
    FEEDS = "feeds"
    HAS = "has"
    GROUP = "group"
    ACCOUNT = "account"


class Node(msgspec.Struct, frozen=True):
    """One state of one thing. ``entity`` is its id in the application, ``address`` for people."""

    state: State
    entity: str
    address: str
    label: str = ""
    strong: bool = False
    """For data: by powers in the attacker's hands, not by what a function does of itself."""


ACCOUNT = Node(State.ACCOUNT, "account", "account", "the AWS account")
ELSEWHERE = Node(State.HOLDS, "", "outside", "something outside the template that has a role")


def elsewhere(label: str) -> Node:
    """Something whose role no template tells, by what it is called."""
    return msgspec.structs.replace(ELSEWHERE, label=label)


class Edge(msgspec.Struct, frozen=True):
    """One step to ``to``; ``cut`` names the change that takes it away."""

    to: Node
    verb: str
    truth: Truth
    place: Span | None
    why: str
    cut: str = ""
    code: bool = False
    """It rests on a reading of code, or on what is usual: likely at best."""
    told: str = ""
    """The control that judges this step alone."""
    rule: str = ""
    """The escalation rule that it follows."""
    weak: bool = False
    """Nothing that was read shows that the step is taken; only powers allow it."""
    hands_on: str = ""
    """Whether what was sent goes on as it is: nobody knows, and this names it."""
    shaped: bool = False
    """It works only for who chooses what is sent."""
    verbs: tuple[str, ...] = ()
    """All that is done in one step, worst last."""


class Label(msgspec.Struct, frozen=True):
    """A way to a node: the step that ends it, and the way before."""

    node: Node
    truth: Truth = TRUE
    before: Label | None = None
    edge: Edge | None = None
    steps: int = 0
    likely: bool = False
    weak: bool = False
    hearsay: tuple[str, ...] = ()
    """Where the content may have been replaced on the way."""

    def visited(self, node: Node) -> bool:
        """Did the way come through this node?"""
        label: Label | None = self
        while label is not None:
            if label.node == node:
                return True
            label = label.before
        return False

    def edges(self) -> list[tuple[Node, Edge]]:
        """The steps from the first one, each with the node that it leaves; groups left out."""
        found: list[tuple[Node, Edge]] = []
        label: Label | None = self
        while label is not None and label.edge is not None and label.before is not None:
            edge = label.edge
            if label.before.node.state is State.GROUP and label.before.before is not None:
                label = label.before
                edge = _joined(label.edge, edge)
            found.append((label.before.node, edge))  # type: ignore[union-attr]  # see the loop
            label = label.before
        return found[::-1]


def _joined(to_group: Edge | None, from_group: Edge) -> Edge:
    """One step: what the power over all says, about the one thing."""
    if to_group is None:
        return from_group
    verb = from_group.verb or to_group.verb
    return msgspec.structs.replace(to_group, to=from_group.to, verb=verb)


def calls(entity: Entity) -> Node:
    """A function that the attacker calls."""
    return Node(State.CALLS, entity.id, entity.origin.address, entity.label)


def feeds(entity: Entity) -> Node:
    """Something that the attacker puts messages or objects into."""
    return Node(State.FEEDS, entity.id, entity.origin.address, entity.label)


def has(entity: Entity, *, strong: bool = False) -> Node:
    """Data that the attacker gets at."""
    return Node(State.HAS, entity.id, entity.origin.address, entity.label, strong)


def holds(entity: Entity) -> Node:
    """The powers of an identity, or of a function that runs the attacker's code."""
    return Node(State.HOLDS, entity.id, entity.origin.address, entity.label)


def outside(caller: Caller) -> Node:
    """Where somebody begins."""
    return Node(State.OUTSIDE, caller.id, caller.id, caller.phrase)


def group(kind: type[Entity], state: State, *, strong: bool = False) -> Node:
    """All things of a kind, each to be got into the given state."""
    return Node(State.GROUP, kind.__name__, "", state.value, strong)
