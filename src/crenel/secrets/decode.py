"""Texts inside texts: base64, hexadecimal, URL encoding, JSON in JSON; three deep, bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import msgspec

from crenel.secrets.encodings import ENCODINGS, Encoding
from crenel.secrets.engine.pattern import Pattern, compiled
from crenel.secrets.text import Text

DEPTH = 3
BUDGET = 4 * 1024 * 1024
"""Bytes that one text may unfold to."""
_LONGEST = 256 * 1024
"""Of one encoded text: more takes many times its size while it is decoded."""
_LEAST = 12


class Unfolded(msgspec.Struct, frozen=True, kw_only=True):
    """A text that another holds: how it is encoded, and where the outermost begins and ends."""

    text: Text
    how: tuple[str, ...]
    start: int
    end: int


def unfolded(
    text: Text,
    encodings: tuple[Encoding, ...] = ENCODINGS,
    *,
    budget: int = BUDGET,
    cut: Callable[[], None] = lambda: None,
) -> Iterator[Unfolded]:
    """Everything that stands encoded in a text, deeper ones after the ones that hold them.

    ``encodings``: those that may be in it. ``cut`` is called where the budget ends it.
    """
    pending = [Unfolded(text=text, how=(), start=0, end=0)]
    while pending:
        outer = pending.pop()
        for start, end, data, how in _inside(outer, encodings, cut):
            budget -= len(data)
            if budget < 0:
                cut()
                return
            found = Unfolded(
                text=Text(text.path, data),
                how=(*outer.how, how),
                start=outer.start if outer.how else start,
                end=outer.end if outer.how else end,
            )
            yield found
            if len(found.how) < DEPTH:
                pending.append(found)


def _inside(
    outer: Unfolded, encodings: tuple[Encoding, ...], cut: Callable[[], None]
) -> Iterator[tuple[int, int, bytes, str]]:
    data = outer.text.data
    for encoding in ENCODINGS if outer.how else encodings:
        done = 0
        for match in _compiled(encoding.pattern).finditer(data):
            start, end = encoding.whole(data, match.span(1), done)
            done = end
            how, plain = encoding.decode(data[start : min(end, start + _LONGEST)])
            if len(plain) >= _LEAST:
                if end - start > _LONGEST:
                    cut()
                yield start, end, plain, how


@cache
def _compiled(pattern: str) -> Pattern:
    return compiled(pattern)
