"""The graph of an application under attack: states that an attacker gets into, and the steps.

A state says how much of a thing is in the attacker's hands: ``calls`` a function, ``holds`` an
identity's powers (its code runs in the function, or its credentials are known), ``feeds`` what
sets other things in motion, ``has`` data.
"""

from __future__ import annotations

from enum import Enum

import msgspec

from crenel.model.source import Span
from crenel.model.truth import TRUE, Truth


class State(Enum):
    """What the attacker has got."""

    OUTSIDE = "outside"
    CALLS = "calls"
    HOLDS = "holds"
    FEEDS = "feeds"
    HAS = "has"
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
        """The steps from the first one, each with the node that it leaves."""
        found: list[tuple[Node, Edge]] = []
        label: Label | None = self
        while label is not None and label.edge is not None and label.before is not None:
            found.append((label.before.node, label.edge))
            label = label.before
        return found[::-1]
