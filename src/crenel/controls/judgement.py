"""What a check answers about one subject: when it is bad, where, and why."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from crenel.model.source import Span
from crenel.model.truth import Truth
from crenel.model.value import Value
from crenel.model.verdict import Certainty, Evidence


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """The bad state's truth, the place to point at (None: the subject's name), what to say."""

    bad: Truth
    place: Span | None = None
    message: str = ""
    """A sentence about this very place; the control's title where it is empty."""
    evidence: str = ""
    """What the finding is about, normalised: part of its identity. Never a line or a place."""
    also: tuple[Evidence, ...] = ()
    certainty: Certainty = Certainty.CERTAIN
    """How sure a failing verdict is at best: code is read, not run, so it is likely."""


Judged = Judgement | Iterable[Judgement] | None
"""One answer, one for each place inside the subject, or None where there is nothing to judge."""

NOT_JUDGED = None


def fails_if(
    bad: Truth,
    at: Value | Span | None = None,
    message: str = "",
    *,
    also: Iterable[tuple[Value | Span | None, str]] = (),
    evidence: str = "",
    certainty: Certainty = Certainty.CERTAIN,
) -> Judgement:
    """The subject fails where ``bad`` holds. ``also`` are further places, each with a note."""
    notes = ((_span(place), note) for place, note in also)
    return Judgement(
        bad=bad,
        place=_span(at),
        message=message,
        evidence=evidence or (at.text() if isinstance(at, Value) else ""),
        also=tuple(Evidence(span, note) for span, note in notes if span is not None),
        certainty=certainty,
    )


def _span(place: Value | Span | None) -> Span | None:
    return place.span if isinstance(place, Value) else place
