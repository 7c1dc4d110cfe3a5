"""Values of the languages with declared types: what a builder, or a literal, makes."""

from __future__ import annotations

from collections.abc import Iterable

from crenel.code.values import MAX_WEIGHT, Record, Value, measure


class Built(Record, frozen=True):
    """What a builder was given so far, or a finished request; ``kind`` is the class's full name."""

    kind: str = ""


def built(kind: str, entries: Iterable[tuple[str | None, Value]] = ()) -> Built:
    """What a builder was given; where that is too much, it is still known what is built."""
    every = tuple(entries)
    size, worst = measure(value for _, value in every)
    if size > MAX_WEIGHT:
        return Built(2, worst, ((None, worst),), kind=kind)
    return Built(size, worst, every, kind=kind)
