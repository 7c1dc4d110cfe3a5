"""Putting text together from values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from crenel.model.provenance import Step
from crenel.model.source import Span
from crenel.model.value import (
    Absent,
    Known,
    List,
    Map,
    Ref,
    Scalar,
    Text,
    Unknown,
    Value,
    known,
)
from crenel.readers.terraform.evaluation.values import derived, is_open

MAX_TEXT = 1_000_000
"""Characters of one text that is put together."""
MAX_SEGMENTS = 20_000
"""Parts of one text: stretches and holes."""
_MAX_DEPTH = 60


def text_of(parts: Sequence[Value], span: Span | None) -> Value:
    """One text of scalars that are no choices, in order."""
    segments: list[Known | Unknown | Ref] = []
    for part in parts:
        pieces = _pieces(part, span)
        if pieces is None:
            return derived(part, span=span)
        segments.extend(pieces)
        if len(segments) > MAX_SEGMENTS:
            return derived(span=span, name=f"a text of more than {MAX_SEGMENTS:,} parts")
    if sum(len(one.text()) for one in segments if isinstance(one, Known)) > MAX_TEXT:
        return derived(span=span, name="a text of more than a million characters")
    joined = _joined(segments)
    if not joined:
        return known("", span)
    if len(joined) == 1 and isinstance(joined[0], Known):
        only = joined[0]
        return Known(value=only.text(), span=span or only.span, via=_via(parts))
    return Text(segments=tuple(joined), span=span, via=_via(parts))


def scalar_text(scalar: Scalar) -> str:
    """A scalar as Terraform writes it in text."""
    if isinstance(scalar, bool):
        return str(scalar).lower()
    if isinstance(scalar, float):
        return f"{scalar:.15g}"
    return str(scalar)


def json_text(value: Value, span: Span | None) -> Value:
    """The JSON of a value: text with holes where something in it is not known."""
    pieces: list[Value] = []
    _json(value, pieces, 0)
    return text_of(pieces, span)


def _via(parts: Iterable[Value]) -> Step | None:
    return next((part.via for part in parts if part.via is not None), None)


def _pieces(part: Value, span: Span | None) -> Sequence[Known | Unknown | Ref] | None:
    if isinstance(part, Known):
        same = isinstance(part.value, str)
        return [part if same else known(scalar_text(part.value), part.span, part.via)]
    if isinstance(part, Unknown | Ref):
        return [part]
    if isinstance(part, Text):
        return part.segments
    if isinstance(part, List | Map):
        inner = json_text(part, span)
        return _pieces(inner, span) if not isinstance(inner, List | Map) else None
    return None


def _joined(segments: Iterable[Known | Unknown | Ref]) -> list[Known | Unknown | Ref]:
    """Neighbouring known stretches as one, with one place where they stand side by side."""
    found: list[Known | Unknown | Ref] = []
    run: list[Known] = []
    for one in segments:
        if isinstance(one, Known):
            if one.text():
                run.append(one)
            continue
        _flush(run, found)
        found.append(one)
    _flush(run, found)
    return found


def _flush(run: list[Known], found: list[Known | Unknown | Ref]) -> None:
    if len(run) == 1:
        found.append(run[0])
    elif run:
        text = "".join(one.text() for one in run)
        found.append(Known(value=text, span=_whole([one.span for one in run]), via=_via(run)))
    run.clear()


def _whole(spans: Sequence[Span | None]) -> Span | None:
    first = spans[0]
    end = first
    for span in spans[1:]:
        if span is None or end is None or span.source is not end.source or span.start < end.end:
            return first
        end = span
    return Span(first.source, first.start, end.end) if first and end else None


def _json(value: Value, pieces: list[Value], depth: int) -> None:
    if depth > _MAX_DEPTH or is_open(value):
        pieces.append(derived(value))
    elif isinstance(value, Known):
        pieces.append(known(json.dumps(value.value, ensure_ascii=False)))
    elif isinstance(value, Absent):
        pieces.append(known("null"))
    elif isinstance(value, Text | Ref):
        inside = value.segments if isinstance(value, Text) else (value,)
        pieces.extend((known('"'), *map(_escaped, inside), known('"')))
    elif isinstance(value, List):
        pieces.append(known("["))
        for index, one in enumerate(value.elements):
            pieces.extend([known(",")] if index else [])
            _json(one, pieces, depth + 1)
        pieces.append(known("]"))
    elif isinstance(value, Map):
        pieces.append(known("{"))
        for index, (key, one) in enumerate(value.content.items()):
            comma = "," if index else ""
            pieces.append(known(f"{comma}{json.dumps(key, ensure_ascii=False)}:"))
            _json(one, pieces, depth + 1)
        pieces.append(known("}"))
    else:
        pieces.append(derived(value))


def _escaped(segment: Known | Unknown | Ref) -> Known | Unknown | Ref:
    if not isinstance(segment, Known):
        return segment
    return known(json.dumps(segment.text(), ensure_ascii=False)[1:-1], segment.span)
