"""A door: somebody outside gets at something of the application."""

from __future__ import annotations

import msgspec

from crenel.analysis.exposure.callers import Caller
from crenel.model.entities import Entity
from crenel.model.source import Span
from crenel.model.truth import Truth
from crenel.model.value import Value


class Door(msgspec.Struct, frozen=True):
    """``caller`` may ``edge`` (invokes, sends, writes, reads, assumes) ``entity`` where true."""

    caller: Caller
    edge: str
    entity: Entity
    truth: Truth
    place: Span
    why: str
    fix: str
    """What shuts it, in one sentence."""
    control: str = ""
    """The control that judges this door, for `crenel explain`."""
    shapes: bool = True
    """The caller chooses what the function gets."""


def placed(value: Value, entity: Entity) -> Span:
    """Where a value stands, or else the name of the thing that it belongs to."""
    return value.span if value.span is not None else entity.origin.span
