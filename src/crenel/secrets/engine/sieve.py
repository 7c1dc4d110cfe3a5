"""Which detectors may find something in a text: hyperscan where it pays, Aho-Corasick otherwise.

Both let everything pass that could be found, so that what is found is the same (a test holds them
equal). The portable one asks for keywords. The fast one asks for keywords, too, but where these are
everyday words it asks for the pattern itself, roughly: it lets far fewer pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Protocol

import ahocorasick_rs

from crenel.secrets.catalogue import Slot


class Sieve(Protocol):
    """Tells which detectors are worth running."""

    def passed(self, data: bytes) -> set[int]:
        """The numbers of the detectors that may find something in it."""


class Portable:
    """Aho-Corasick over lower-cased text: everywhere, and ready at once."""

    def __init__(self, slots: list[Slot]) -> None:
        wanted = _by_keyword(enumerate(slots))
        self._of = list(wanted.values())
        self._always = [number for number, slot in enumerate(slots) if not slot.keywords]
        self._finder = ahocorasick_rs.BytesAhoCorasick([word.encode() for word in wanted])

    def passed(self, data: bytes) -> set[int]:
        """Those without keywords, and those with one in the text."""
        found = self._finder.find_matches_as_indexes(data.lower(), overlapping=True)
        there = {number for number, _, _ in found}
        return {number for word in there for number in self._of[word]}.union(self._always)


class Fast:
    """Hyperscan, in one pass: several times as fast, but it takes a while to build."""

    def __init__(self, slots: list[Slot]) -> None:
        import hyperscan  # noqa: PLC0415 - an extra, loaded when much is to be read

        rough = [(number, slot) for number, slot in enumerate(slots) if slot.rough]
        wanted = _by_keyword((number, slot) for number, slot in enumerate(slots) if not slot.rough)
        self._of = [*wanted.values(), *([number] for number, _ in rough)]
        once = hyperscan.HS_FLAG_SINGLEMATCH
        patterns = [*map(re.escape, wanted), *(slot.rough for _, slot in rough)]
        self._database = hyperscan.Database()
        self._database.compile(
            expressions=[pattern.encode() for pattern in patterns],
            ids=list(range(len(patterns))),
            elements=len(patterns),
            flags=[hyperscan.HS_FLAG_CASELESS | once] * len(wanted) + [once] * len(rough),
        )
        self._scratch = hyperscan.Scratch(self._database)

    def passed(self, data: bytes) -> set[int]:
        """Those with a keyword in the text, or with their own pattern, roughly."""
        there: list[int] = []
        self._database.scan(
            data, match_event_handler=lambda number, *_: there.append(number), scratch=self._scratch
        )
        return {number for one in there for number in self._of[one]}


def _by_keyword(slots: Iterable[tuple[int, Slot]]) -> dict[str, list[int]]:
    """Each keyword once, and the detectors that it belongs to."""
    wanted: dict[str, list[int]] = {}
    for number, slot in slots:
        for word in slot.keywords:
            wanted.setdefault(word, []).append(number)
    return wanted


@cache
def has_hyperscan() -> bool:
    """Is hyperscan's wheel installed?"""
    import importlib.util  # noqa: PLC0415 - asked once

    return importlib.util.find_spec("hyperscan") is not None
