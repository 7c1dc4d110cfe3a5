"""What the reading of one root module may cost; what is over becomes unknown, and is told.

A few lines of Terraform can ask for more than any machine has.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from crenel.model.value import List, Map, Value

MAX_DEPTH = 120
"""Expressions inside each other, through locals and modules; each takes a few frames of Python."""
MAX_WEIGHT = 50_000
"""Values inside one value."""
MAX_INSTANCES = 1_000
"""Instances of one block that are told apart."""
MAX_ITEMS = 20_000
"""Elements of one list or map that an expression makes."""


class Allowance:
    """What is left for one root module and all that it calls."""

    def __init__(self) -> None:
        self.depth = 0
        self._left = {
            "resources": 10_000,
            "module instances": 2_000,
            "steps to evaluate expressions": 300_000,
            "characters of files": 16 * 1024 * 1024,
        }
        self._told: set[str] = set()
        self._weights: dict[int, tuple[Value, int]] = {}

    def weight(self, value: Value) -> int:
        """How many values there are in one, shared ones counted each time; each is asked once."""
        found = self._weights.get(id(value))
        if found is None:
            weight = 1
            if isinstance(value, List):
                weight += sum(map(self._part, value.elements))
            elif isinstance(value, Map) and isinstance(value.content, dict):
                weight += sum(map(self._part, value.content.values()))
            # The value is kept, so that its number is not given to another one.
            found = self._weights[id(value)] = (value, weight)
        return found[1]

    def _part(self, value: Value) -> int:
        return self.weight(value) if isinstance(value, List | Map) else 1

    def resource(self) -> bool:
        """May one more resource be made?"""
        return self._take("resources", 1)

    def module(self) -> bool:
        """May one more instance of a module be made?"""
        return self._take("module instances", 1)

    def steps(self, count: int = 1) -> bool:
        """May so many more expressions be evaluated?"""
        return self._take("steps to evaluate expressions", count)

    def inclusion(self, characters: int) -> bool:
        """May a file of so many characters be read?"""
        return self._take("characters of files", characters)

    def overdrawn(self) -> list[str]:
        """What ran out since the last call, for people."""
        new = [what for what, left in self._left.items() if left < 0 and what not in self._told]
        self._told.update(new)
        return new

    def _take(self, what: str, count: int) -> bool:
        self._left[what] -= count
        return self._left[what] >= 0


@contextmanager
def room() -> Iterator[None]:
    """Room for as many frames as the allowed depth takes."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, 10_000))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
