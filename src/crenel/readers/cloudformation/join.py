"""Putting text together from values, through choices, within a cap."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import msgspec

from crenel.model.guard import ALWAYS, Guard
from crenel.model.provenance import Step
from crenel.model.source import Span
from crenel.model.value import (
    MAX_LEAVES,
    Absent,
    Choice,
    Known,
    Ref,
    Text,
    Unknown,
    UnknownKind,
    Value,
    leaves,
)
from crenel.readers.cloudformation.allowance import MAX_TEXT

MAX_SEGMENTS = 10_000
"""Stretches, unknowns and references in one text; beyond, it is unknown."""
MAX_BRANCHES = 16
"""A choice has at most this many branches; beyond, the value is unknown (over budget)."""

Segment = Known | Unknown | Ref


def concatenated(parts: Iterable[Value], span: Span, via: Step | None = None) -> Value:
    """The text of all parts in order; a choice in one makes a choice of the whole."""
    rows: list[tuple[Guard, list[Segment]]] = [(ALWAYS, [])]
    length = 0
    for count, part in enumerate(parts):
        rows = _extended(rows, part, span)
        length += _letters(part)
        if len(rows) > MAX_BRANCHES or length > MAX_TEXT or count >= MAX_SEGMENTS:
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
    if not kept or len(kept) > MAX_BRANCHES or leaves(kept) > MAX_LEAVES:
        return Unknown(kind=UnknownKind.OVER_BUDGET, name="choice", span=span, via=via)
    return Choice(branches=kept, span=span, via=via)


def _extended(
    rows: list[tuple[Guard, list[Segment]]], part: Value, span: Span
) -> list[tuple[Guard, list[Segment]]]:
    if not isinstance(part, Choice):
        for _, segments in rows:
            segments.extend(_segments(part, span))
        return rows
    longer = []
    for guard, segments in rows:
        for inner, leaf in part.cases():
            joined = guard.conjoin(inner)
            if joined is not None:
                longer.append((joined, [*segments, *_segments(leaf, span)]))
    return longer


def _letters(part: Value) -> int:
    """Characters that a part adds; of a choice, its longest branch."""
    if isinstance(part, Choice):
        return max((_letters(leaf) for _, leaf in part.cases()), default=0)
    return sum(len(one.text()) for one in _segments(part, None) if isinstance(one, Known))


def _segments(leaf: Value, span: Span | None) -> tuple[Segment, ...]:
    if isinstance(leaf, Known | Unknown | Ref):
        return (leaf,)
    if isinstance(leaf, Text):
        return leaf.segments
    if isinstance(leaf, Absent):
        return ()
    return (Unknown(kind=UnknownKind.MALFORMED, name="text", span=leaf.span or span),)


def _whole(segments: list[Segment], span: Span, via: Step | None) -> Value:
    merged: list[Segment] = []
    for is_known, run in groupby(segments, lambda segment: isinstance(segment, Known)):
        stretch = list(run)
        if is_known and len(stretch) > 1:
            joined = "".join(one.text() for one in stretch)
            origin = next((one.via for one in stretch if one.via is not None), None)
            merged.append(Known(value=joined, span=span, via=origin))
        else:
            merged.extend(stretch)
    if not merged:
        return Known(value="", span=span, via=via)
    if len(merged) == 1:
        only = merged[0]
        if isinstance(only, Known):
            return Known(value=only.text(), span=span, via=only.via or via)
        return msgspec.structs.replace(only, span=span)
    return Text(segments=tuple(merged), span=span, via=via)
