"""Putting text together from values, through choices, within a cap."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from crenel.model.guard import ALWAYS, Guard
from crenel.model.provenance import Step
from crenel.model.source import Span
from crenel.model.value import (
    Absent,
    Choice,
    Known,
    Ref,
    Text,
    Unknown,
    UnknownKind,
    Value,
)

MAX_BRANCHES = 16
"""A choice has at most this many branches; beyond, the value is unknown (over budget)."""

Segment = Known | Unknown | Ref


def concatenated(parts: Iterable[Value], span: Span, via: Step | None = None) -> Value:
    """The text of all parts in order; a choice in one makes a choice of the whole."""
    rows: list[tuple[Guard, list[Segment]]] = [(ALWAYS, [])]
    for part in parts:
        rows = _extended(rows, part, span)
        if len(rows) > MAX_BRANCHES:
            return Unknown(kind=UnknownKind.OVER_BUDGET, name="text", span=span, via=via)
    if len(rows) == 1:
        return _whole(rows[0][1], span, via)
    branches = tuple((guard, _whole(segments, span, via)) for guard, segments in rows)
    return Choice(branches=branches, span=span, via=via)


def choice(branches: Iterable[tuple[Guard, Value]], span: Span, via: Step | None = None) -> Value:
    """A choice, or its only branch; too many branches are over budget."""
    kept = tuple(branches)
    if len(kept) == 1:
        return kept[0][1]
    if not kept or len(kept) > MAX_BRANCHES:
        return Unknown(kind=UnknownKind.OVER_BUDGET, name="choice", span=span, via=via)
    return Choice(branches=kept, span=span, via=via)


def _extended(
    rows: list[tuple[Guard, list[Segment]]], part: Value, span: Span
) -> list[tuple[Guard, list[Segment]]]:
    longer = []
    for guard, segments in rows:
        for inner, leaf in part.cases():
            joined = guard.conjoin(inner)
            if joined is not None:
                longer.append((joined, [*segments, *_segments(leaf, span)]))
    return longer


def _segments(leaf: Value, span: Span) -> tuple[Segment, ...]:
    if isinstance(leaf, Known | Unknown | Ref):
        return (leaf,)
    if isinstance(leaf, Text):
        return leaf.segments
    if isinstance(leaf, Absent):
        return ()
    return (Unknown(kind=UnknownKind.MALFORMED, name="text", span=leaf.span or span),)


def _whole(segments: list[Segment], span: Span, via: Step | None) -> Value:
    merged: list[Segment] = []
    for segment in segments:
        last = merged[-1] if merged else None
        if isinstance(segment, Known) and isinstance(last, Known):
            joined = last.text() + segment.text()
            merged[-1] = Known(value=joined, span=span, via=last.via or segment.via)
        else:
            merged.append(segment)
    if not merged:
        return Known(value="", span=span, via=via)
    if len(merged) == 1:
        only = merged[0]
        if isinstance(only, Known):
            return Known(value=only.text(), span=span, via=only.via or via)
        return msgspec.structs.replace(only, span=span)
    return Text(segments=tuple(merged), span=span, via=via)
