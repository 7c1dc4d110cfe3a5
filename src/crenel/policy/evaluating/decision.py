"""The answer to one request."""

from __future__ import annotations

from enum import Enum

import msgspec


class Outcome(Enum):
    """What becomes of a request; unknown is never an allow."""

    ALLOWED = "allowed"
    IMPLICITLY_DENIED = "implicitly-denied"
    EXPLICITLY_DENIED = "explicitly-denied"
    UNKNOWN = "unknown"


class Because(msgspec.Struct, frozen=True):
    """A statement that decided: its policy (``identity[0]``) and its position, from 0."""

    policy: str
    statement: int


class Decision(msgspec.Struct, frozen=True):
    """The outcome, the statements that decided it, and the layers that did not allow."""

    outcome: Outcome
    because: tuple[Because, ...] = ()
    """The denials; or what allows; or, of what is unknown, what cannot be decided."""
    withheld_by: tuple[str, ...] = ()
    """Where it is implicitly denied: ``identity``, ``boundary``, ``service_control``..."""
