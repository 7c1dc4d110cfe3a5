"""The patterns of an element by how they begin, so that only those that may matter are asked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property, lru_cache

from crenel.policy.document import Names
from crenel.policy.tokens import Tokens, head


class Index:
    """The patterns of one element."""

    def __init__(self, names: Names) -> None:
        self._literals = names.literals
        self._by_head: dict[str, list[Tokens]] = {}
        for pattern in names.wild:
            self._by_head.setdefault(head(pattern), []).append(pattern)
        self._heads = sorted(self._by_head)
        self._lengths = sorted({len(one) for one in self._heads})

    @cached_property
    def _texts(self) -> list[str]:
        return sorted(self._literals)

    def above(self, pattern: Tokens) -> Iterator[Tokens]:
        """Those that may match all that a pattern does: they begin as it does, or sooner end."""
        begins = head(pattern)
        if begins in self._literals and len(begins) == len(pattern):
            yield pattern
        yield from self._wild_above(begins)

    def _wild_above(self, begins: str) -> Iterator[Tokens]:
        for length in self._lengths:
            if length > len(begins):
                return
            yield from self._by_head.get(begins[:length], ())

    def meeting(self, pattern: Tokens) -> Iterator[Tokens]:
        """Those that may match something that a pattern does."""
        begins = head(pattern)
        yield from self._wild_above(begins)
        for one in _beginning(self._heads, begins):
            if one != begins:
                yield from self._by_head[one]
        if len(begins) == len(pattern):
            if begins in self._literals:
                yield pattern
        else:
            yield from map(tuple, _beginning(self._texts, begins))


def _beginning(texts: list[str], begins: str) -> Iterator[str]:
    """Of sorted texts, those that begin so."""
    for place in range(bisect_left(texts, begins), len(texts)):
        if not texts[place].startswith(begins):
            return
        yield texts[place]


@lru_cache(maxsize=8192)
def index_of(names: Names) -> Index:
    """The index of an element; kept, since the same elements are asked over and over."""
    return Index(names)
