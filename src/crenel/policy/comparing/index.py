"""The patterns of an element by how they begin, so that only those that may matter are asked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from crenel.policy.document import Names
from crenel.policy.tokens import Tokens, head


class Index:
    """The patterns of one element."""

    def __init__(self, names: Names) -> None:
        self._by_head: dict[str, list[Tokens]] = {}
        for pattern in names.patterns:
            self._by_head.setdefault(head(pattern), []).append(pattern)
        self._heads = sorted(self._by_head)
        self._lengths = sorted({len(one) for one in self._heads})

    def above(self, pattern: Tokens) -> Iterator[Tokens]:
        """Those that may match all that a pattern does: they begin as it does, or sooner end."""
        begins = head(pattern)
        for length in self._lengths:
            if length > len(begins):
                return
            yield from self._by_head.get(begins[:length], ())

    def meeting(self, pattern: Tokens) -> Iterator[Tokens]:
        """Those that may match something that a pattern does."""
        yield from self.above(pattern)
        begins = head(pattern)
        place = bisect_left(self._heads, begins)
        for one in self._heads[place:]:
            if not one.startswith(begins):
                return
            if one != begins:
                yield from self._by_head[one]


@lru_cache(maxsize=8192)
def index_of(names: Names) -> Index:
    """The index of an element; kept, since the same elements are asked over and over."""
    return Index(names)
