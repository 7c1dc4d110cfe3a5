"""What may be found in a text at all: hyperscan where it pays, Aho-Corasick otherwise.

Both let everything pass that could be found, so that what is found is the same (a test holds them
equal). The portable one asks for keywords. The fast one asks for keywords, too, but where these are
everyday words it asks for the pattern itself, roughly: it lets far fewer pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Protocol

import ahocorasick_rs
import msgspec

_WINDOW = 256 * 1024


class Sieve(Protocol):
    """Tells what is worth looking for."""

    def passed(self, data: bytes) -> set[int]:
        """The numbers of what may be in it."""


class Wanted(msgspec.Struct, frozen=True):
    """What is to be sifted for: any of the keywords, or the pattern where that is cheap."""

    keywords: tuple[str, ...]
    """In lower case; none: it may be in every text."""
    rough: str = ""


class Portable:
    """Aho-Corasick over lower-cased text: everywhere, and ready at once."""

    def __init__(self, all_wanted: Sequence[Wanted]) -> None:
        wanted = _by_keyword(enumerate(all_wanted))
        self._always = [number for number, one in enumerate(all_wanted) if not one.keywords]
        self._runs = [(word.encode(), of) for word, of in wanted.items() if len(set(word)) == 1]
        others = {word: of for word, of in wanted.items() if len(set(word)) > 1}
        self._of = list(others.values())
        self._shared = max(map(len, others), default=1) - 1
        self._finder = ahocorasick_rs.BytesAhoCorasick([word.encode() for word in others])

    def passed(self, data: bytes) -> set[int]:
        """What has no keywords, or has one in the text."""
        data = data.lower()
        there: set[int] = set().union(*map(self._among, _windows(data, self._shared)))
        passed = {number for word in there for number in self._of[word]}
        return passed.union(self._always, *(of for run, of in self._runs if run in data))

    def _among(self, window: bytes) -> set[int]:
        found = self._finder.find_matches_as_indexes(window, overlapping=True)
        return {number for number, _, _ in found}


def _windows(data: bytes, shared: int) -> Iterator[bytes]:
    """Pieces that overlap: a text of nothing but keywords has a match at every other byte."""
    for start in range(0, len(data) or 1, _WINDOW):
        yield data[start : start + _WINDOW + shared]


class Fast:
    """Hyperscan, in one pass: several times as fast, but it takes a while to build."""

    def __init__(self, all_wanted: Sequence[Wanted]) -> None:
        import hyperscan  # noqa: PLC0415 - an extra, loaded when much is to be read

        rough = [(number, one) for number, one in enumerate(all_wanted) if one.rough]
        wanted = _by_keyword(pair for pair in enumerate(all_wanted) if not pair[1].rough)
        self._of = [*wanted.values(), *([number] for number, _ in rough)]
        self._always = [
            number for number, one in enumerate(all_wanted) if not (one.keywords or one.rough)
        ]
        once = hyperscan.HS_FLAG_SINGLEMATCH
        patterns = [*map(re.escape, wanted), *(one.rough for _, one in rough)]
        self._database = hyperscan.Database()
        self._database.compile(
            expressions=[pattern.encode() for pattern in patterns],
            ids=list(range(len(patterns))),
            elements=len(patterns),
            flags=[hyperscan.HS_FLAG_CASELESS | once] * len(wanted) + [once] * len(rough),
        )
        self._scratch = hyperscan.Scratch(self._database)

    def passed(self, data: bytes) -> set[int]:
        """What has neither, has a keyword in the text, or whose pattern is there, roughly."""
        there: list[int] = []
        self._database.scan(
            data, match_event_handler=lambda number, *_: there.append(number), scratch=self._scratch
        )
        return {number for one in there for number in self._of[one]}.union(self._always)


def _by_keyword(all_wanted: Iterable[tuple[int, Wanted]]) -> dict[str, list[int]]:
    """Each keyword once, and the numbers of those that want it."""
    wanted: dict[str, list[int]] = {}
    for number, one in all_wanted:
        for word in one.keywords:
            wanted.setdefault(word, []).append(number)
    return wanted


@cache
def has_hyperscan() -> bool:
    """Is hyperscan's wheel installed?"""
    import importlib.util  # noqa: PLC0415 - asked once

    return importlib.util.find_spec("hyperscan") is not None
