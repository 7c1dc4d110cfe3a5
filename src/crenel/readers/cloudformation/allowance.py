"""What the reading of one application may cost: loops, includes, functions, texts, resources.

A template of a few kilobytes can ask for more than any machine has. Whatever is over the allowance
becomes unknown, and the report says so.
"""

from __future__ import annotations

from crenel.readers.text.budget import BUDGET

MAX_DEPTH = 120
"""Lists, functions and conditions inside each other; the deepest public template has 27 levels."""
MAX_TEXT = 1_000_000
"""Characters of one text that is put together; CloudFormation takes templates of a megabyte."""
MAX_ITEMS = 2_000
"""Items of one list, entries of one map; the most that a quota of AWS allows anywhere in what
controls look at is a thousand or so."""
_LETTERS = 100
"""So many characters put together cost as much as one node."""


class Allowance:
    """What is left for one application; all its scopes draw on the same."""

    def __init__(self) -> None:
        self.depth = 0
        self._left = {
            "resources": 10_000,
            "items of Fn::ForEach loops": 20_000,
            "included files": 500,
            "characters of included files": BUDGET.bytes,
            "steps to resolve functions": 1_000_000,
        }
        self._told: set[str] = set()

    def resource(self) -> bool:
        """May one more resource be made?"""
        return self._take("resources")

    def iteration(self) -> bool:
        """May a loop go on?"""
        return self._take("items of Fn::ForEach loops")

    def inclusion(self, characters: int) -> bool:
        """May one more file of so many characters be included?"""
        small = self._take("characters of included files", characters)
        return self._take("included files") and small

    def steps(self, count: int = 1) -> bool:
        """May so many more nodes be resolved?"""
        return self._take("steps to resolve functions", count)

    def letters(self, count: int) -> bool:
        """May a text of so many characters be put together?"""
        return count <= MAX_TEXT and self.steps(count // _LETTERS)

    def overdrawn(self) -> list[str]:
        """What ran out since the last call, for people."""
        new = [what for what, left in self._left.items() if left < 0 and what not in self._told]
        self._told.update(new)
        return new

    def _take(self, what: str, count: int = 1) -> bool:
        self._left[what] -= count
        return self._left[what] >= 0
