"""Dynamic references: ``{{resolve:secretsmanager:...}}`` stays unknown, with its kind and name."""

from __future__ import annotations

import re

from crenel.model.source import Span
from crenel.model.value import Known, Ref, Text, Unknown, UnknownKind, Value

_DYNAMIC = re.compile(r"\{\{resolve:(ssm|ssm-secure|secretsmanager):([^{}]*)\}\}")
_KINDS = {
    "ssm": UnknownKind.SSM,
    "ssm-secure": UnknownKind.SECRET,
    "secretsmanager": UnknownKind.SECRET,
}


def has_dynamic(text: str) -> bool:
    """Is there a dynamic reference in the text?"""
    return _DYNAMIC.search(text) is not None


def with_dynamic(text: str, span: Span) -> Value:
    """The text with each dynamic reference as an unknown."""
    segments: list[Known | Unknown | Ref] = []
    position = 0
    for found in _DYNAMIC.finditer(text):
        if found.start() > position:
            segments.append(Known(value=text[position : found.start()], span=span))
        kind = _KINDS[found.group(1)]
        segments.append(Unknown(kind=kind, name=f"{found.group(1)}:{found.group(2)}", span=span))
        position = found.end()
    if position < len(text):
        segments.append(Known(value=text[position:], span=span))
    return segments[0] if len(segments) == 1 else Text(segments=tuple(segments), span=span)
