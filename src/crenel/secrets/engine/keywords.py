"""Which keywords a text holds: hyperscan in one pass where it pays, Aho-Corasick otherwise.

Both answer the same (a test holds them equal): a keyword is there or not, in any case of letters.
"""

from __future__ import annotations

from functools import cache
from typing import Protocol

import ahocorasick_rs


class Keywords(Protocol):
    """Tells the keywords of a text."""

    def among(self, data: bytes) -> set[int]:
        """The numbers of the keywords that stand in it."""


class Portable:
    """Aho-Corasick over lower-cased text: everywhere, and ready at once."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self._finder = ahocorasick_rs.BytesAhoCorasick([word.encode() for word in words])

    def among(self, data: bytes) -> set[int]:
        """The numbers of the keywords that stand in it."""
        found = self._finder.find_matches_as_indexes(data.lower(), overlapping=True)
        return {number for number, _, _ in found}


class Fast:
    """Hyperscan's literals: several times as fast, but it takes a while to build."""

    def __init__(self, words: tuple[str, ...]) -> None:
        import hyperscan  # noqa: PLC0415 - an extra, loaded when much is to be read

        flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SINGLEMATCH
        self._database = hyperscan.Database()
        self._database.compile(
            expressions=[word.encode() for word in words],
            ids=list(range(len(words))),
            elements=len(words),
            flags=[flags] * len(words),
            literal=True,
        )
        self._scratch = hyperscan.Scratch(self._database)

    def among(self, data: bytes) -> set[int]:
        """The numbers of the keywords that stand in it."""
        found: set[int] = set()
        self._database.scan(
            data, match_event_handler=lambda number, *_: found.add(number), scratch=self._scratch
        )
        return found


@cache
def has_hyperscan() -> bool:
    """Is hyperscan's wheel installed?"""
    import importlib.util  # noqa: PLC0415 - asked once

    return importlib.util.find_spec("hyperscan") is not None
