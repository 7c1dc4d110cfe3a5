"""``#{AWS::AccountId}``: the pseudo-parameters plugin's way to write a hole of ``Fn::Sub``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crenel.model.source import Span
from crenel.model.value import Value, known
from crenel.readers.cloudformation.join import concatenated

if TYPE_CHECKING:
    from crenel.readers.serverless.scope import ServiceScope

_HOLE = re.compile(r"#\{([A-Za-z][A-Za-z0-9:]*(?:\.[A-Za-z0-9.]+)?)\}")


def has_pseudo(text: str) -> bool:
    """Is there such a hole in the text?"""
    return _HOLE.search(text) is not None


def with_pseudo(text: str, span: Span, scope: ServiceScope) -> Value:
    """The text with each hole as a pseudo-parameter or a reference."""
    parts: list[Value] = []
    position = 0
    for hole in _HOLE.finditer(text):
        if hole.start() > position:
            parts.append(known(text[position : hole.start()], span))
        name, _, attribute = hole[1].partition(".")
        parts.append(scope.attribute(name, attribute, span) if attribute else scope.ref(name, span))
        position = hole.end()
    if position < len(text):
        parts.append(known(text[position:], span))
    return concatenated(parts, span)
