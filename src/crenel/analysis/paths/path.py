"""An attack path as people and documents get it."""

from __future__ import annotations

from enum import Enum

import msgspec

from crenel.model.source import Span
from crenel.model.verdict import Certainty, Severity


class Kind(Enum):
    """What the attacker gets in the end."""

    DATA = "data"
    CODE = "code"
    ESCALATION = "escalation"
    ACCOUNT = "account"


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step: addresses, what is done, where that is written, why it can be."""

    start: str
    edge: str
    to: str
    place: Span | None
    why: str
    start_label: str = ""
    to_label: str = ""
    cut: str = ""
    told: str = ""
    rule: str = ""
    deeds: tuple[str, ...] = ()
    """All that is done in it, where that is more than ``edge`` says; the worst last."""


class Path(msgspec.Struct, frozen=True, kw_only=True):
    """A way from somebody to something."""

    id: str
    start: str
    end: str
    kind: Kind
    severity: Severity
    certainty: Certainty
    sentence: str
    steps: tuple[Step, ...]
    needs: tuple[str, ...] = ()
    """The names whose values would decide a possible path."""
    when: str = ""
    """The deployments in which it holds, where that is not all of them."""
    cut: str = ""
    """The cheapest change that takes it away."""
    others: int = 0
    """Further ways between the same two ends."""
    end_kind: str = ""
    """``table``, ``bucket``, ``function``, ``role``..."""
