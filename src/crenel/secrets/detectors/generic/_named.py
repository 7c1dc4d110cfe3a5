"""A value and the name that promises it: what options, pairs, defaults and assignments share."""

from __future__ import annotations

from collections.abc import Iterable

from crenel.secrets.detector import Found
from crenel.secrets.judgement.names import Holds, holds
from crenel.secrets.text import Candidate, Text


def named(
    name: str, span: tuple[int, int], text: Text, *, operator: str, quoted: bool = True
) -> tuple[Candidate, ...]:
    """The value between two offsets, where its name promises one: as what the name says."""
    what = holds(name)
    if what is Holds.NOTHING:
        return ()
    return (text.candidate(what.value, span, name=name, operator=operator, quoted=quoted),)


def either(found: Found, groups: Iterable[int]) -> tuple[int, int]:
    """The stretch of the one group that matched: a pattern has one for each kind of quotes."""
    return next(span for span in map(found.span, groups) if span[0] >= 0)
