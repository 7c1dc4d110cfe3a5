"""What a provider says of a credential."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class State(StrEnum):
    """What a provider says."""

    VERIFIED = "verified"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Answer(msgspec.Struct, frozen=True):
    """A state, who said it, and where it is unknown, why."""

    state: State
    host: str
    reason: str = ""
