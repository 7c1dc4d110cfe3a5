"""What a function needs: actions on resources, each with how it is known and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from crenel.model.source import Span


class Confidence(Enum):
    """How a resource is known, best first."""

    LITERAL = "literal"
    """The code names it."""
    TEMPLATE = "template"
    """Bound through the template to a resource of it, or to a value of it."""
    WIRED = "wired"
    """The only resource of its type that this function is wired to."""
    TYPE = "type"
    """Any resource of the action's type."""
    ANY = "any"
    """Anything: the action has no resource type, or none that is known."""

    @property
    def bound(self) -> bool:
        """Is it a resource, not a whole type?"""
        return self not in (Confidence.TYPE, Confidence.ANY)


_ORDER = list(Confidence)


def loosest(found: Iterable[Confidence]) -> Confidence:
    """The one that tells least."""
    return max(found, key=_ORDER.index)


class Filling(msgspec.Struct, frozen=True):
    """One value for a hole: the text, and how it is known."""

    text: str
    confidence: Confidence


class Need(msgspec.Struct, frozen=True):
    """One action, what on, and why."""

    action: str
    resources: tuple[str, ...]
    confidence: Confidence
    span: Span | None
    why: str = ""
    """For what the template asks for: which part of it."""
    optional: bool = False
    """Of use where it is granted; nothing fails without it."""
    perhaps: str = ""
    """Why it may not be asked for after all: nothing is certainly missing then."""

    @property
    def beside(self) -> bool:
        """Is it for logs or traces? The function runs without, unseen."""
        return self.why in (LOGS, TRACES)


LOGS, TRACES = "logs", "X-Ray traces"
"""Why the platform asks for what functions run without."""


def merged(needs: list[Need]) -> list[Need]:
    """One need for each action, confidence and set of resources: the first place is told."""
    found: dict[tuple[str, tuple[str, ...], Confidence], Need] = {}
    for one in needs:
        found.setdefault((one.action, one.resources, one.confidence), one)
    return sorted(found.values(), key=_order)


def _order(need: Need) -> tuple[str, int, tuple[str, ...]]:
    return need.action, need.span.start if need.span else 0, need.resources
