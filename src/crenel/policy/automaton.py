"""Several patterns read at once: which of them can match one text together, and a text for each.

The positions of all patterns are bits of one integer, so one step over a character is a few
operations on integers however many patterns there are. The alphabet of a state is what its
patterns name next, and one letter that none of them names; states are made as they are reached.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from crenel.errors import CrenelError
from crenel.policy.tokens import Tokens, Variable, Wild

MAX_STATES = 40_000
"""Of one search; beyond it nothing is claimed."""


class Exhausted(CrenelError):  # noqa: N818 - a limit that was reached, not a mistake
    """A question needs more states or cases than are allowed: it stays undecided."""


class Allowance:
    """States that several walks may make together. Raises Exhausted beyond them."""

    def __init__(self, states: int = MAX_STATES) -> None:
        self._left = self._states = states

    def spend(self) -> None:
        """One more state."""
        self._left -= 1
        if self._left < 0:
            raise Exhausted(f"a comparison of patterns needs more than {self._states} states")


class Automaton:
    """Patterns ``0..n-1``, none of them with variables; ``folded`` ones ignore case."""

    def __init__(self, patterns: Sequence[Tokens], folded: frozenset[int] = frozenset()) -> None:
        self.accepting: list[int] = []
        self._start = 0
        self._named: dict[str, int] = {}
        self._any = self._any_colon = self._stars = self._stars_colon = 0
        self._below: list[tuple[int, int]] = []
        self._spans: list[int] = []
        self._inner = 0
        offset = 0
        for number, pattern in enumerate(patterns):
            offset = self._add(pattern, offset, folded=number in folded)
        self._moved: dict[tuple[int, str], int] = {}

    def _add(self, pattern: Tokens, offset: int, *, folded: bool) -> int:
        first = 1 << offset
        self._start |= first
        for place, token in enumerate(pattern, offset):
            bit = 1 << place
            if isinstance(token, Variable):
                message = "a pattern with variables has no automaton"
                raise TypeError(message)
            if not isinstance(token, Wild):
                for char in _cases(token) if folded else (token,):
                    self._named[char] = self._named.get(char, 0) | bit
                continue
            self._add_wild(token, bit, bit - first)
        end = 1 << (offset + len(pattern))
        self.accepting.append(end)
        self._spans.append((end << 1) - first)
        self._inner |= end - first
        return offset + len(pattern) + 1

    def _add_wild(self, token: Wild, bit: int, below: int) -> None:
        wide = token in (Wild.ANY, Wild.STAR)
        if token.many:
            self._stars |= bit
            self._stars_colon |= bit if wide else 0
            if token is Wild.STAR:
                self._below.append((bit, ~below))
        else:
            self._any |= bit
            self._any_colon |= bit if wide else 0

    @property
    def start(self) -> int:
        """The state before the first character."""
        return self._settled(self._start)

    def alive(self, state: int, number: int) -> bool:
        """May this pattern still match?"""
        return bool(state & self._spans[number])

    def step(self, state: int, char: str) -> int:
        """The state after one more character."""
        found = self._moved.get((state, char))
        if found is None:
            colon = char == ":"
            once = self._named.get(char, 0) | (self._any_colon if colon else self._any)
            stars = self._stars_colon if colon else self._stars
            found = self._settled(((state & once) << 1) | (state & stars))
            self._moved[state, char] = found
        return found

    def _settled(self, state: int) -> int:
        """Past each star as well; positions before a star that is reached say nothing more."""
        state |= (state & self._stars) << 1
        for bit, keep in self._below:
            if state & bit:
                state &= keep
        return state

    def letters(self, state: int) -> list[str]:
        """One letter for each way on: those that a pattern names here, and one that none does."""
        named = [char for char, mask in self._named.items() if state & mask]
        if ":" not in named and state & (self._any | self._stars) & ~(
            self._any_colon | self._stars_colon
        ):
            named.append(":")
        return [self._fresh, *named] if state & (self._any | self._stars) else named

    @property
    def _fresh(self) -> str:
        """A letter that no pattern names, a readable one where there is one."""
        found = self.__dict__.get("_fresh_letter")
        if found is None:
            found = next(char for char in _candidates() if char not in self._named)
            self.__dict__["_fresh_letter"] = found
        return str(found)

    def walk(
        self, required: Sequence[int] = (), allowance: Allowance | None = None
    ) -> Iterator[tuple[int, str]]:
        """Each reachable state in which the ``required`` patterns match, with a shortest text.

        The first may be the empty text; every other one has the shortest that is not empty.

        Raises Exhausted where the ``allowance`` of states (its own, by default) is spent.
        """
        allowance = allowance or Allowance()
        needed = 0
        for number in required:
            needed |= self.accepting[number]
        seen: set[int] = set()  # the start counts once it is reached by a letter: "" is special
        todo = [(self.start, "")]
        for state, text in todo:
            if state & needed == needed:
                yield state, text
            for char in self.letters(state):
                after = self.step(state, char)
                if after not in seen and all(self.alive(after, one) for one in required):
                    allowance.spend()
                    seen.add(after)
                    todo.append((after, text + char))


def _cases(char: str) -> set[str]:
    return {one for one in (char, char.lower(), char.upper()) if len(one) == 1}


def _candidates() -> Iterator[str]:
    yield from "xyzwvutsrqponmlkjihgfedcba0123456789XYZ-_"
    yield from map(chr, range(0x4E00, 0x11_0000))


@lru_cache(maxsize=16384)
def included(inner: Tokens, outer: Tokens, *, limit: int = 2000) -> bool:
    """Does ``outer`` match all that ``inner`` does? False as well where it takes too long."""
    pair = Automaton((inner, outer))
    try:
        return all(state & pair.accepting[1] for state, _ in pair.walk((0,), Allowance(limit)))
    except Exhausted:
        return False
