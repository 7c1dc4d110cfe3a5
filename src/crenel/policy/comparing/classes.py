"""One axis of a comparison: the texts of a pattern, sorted by which statements name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from crenel.policy.automaton import Allowance, Automaton
from crenel.policy.comparing.sides import names_cover, names_disjoint
from crenel.policy.document import Names
from crenel.policy.globs import tokens_cover, tokens_disjoint
from crenel.policy.tokens import Tokens, Wild

Class = tuple[frozenset[int], str]
"""The statements (by number) that name the texts of a class, and one of its texts."""


def classes(
    required: Sequence[Tokens],
    excluded: Names | None,
    names: Mapping[int, Names],
    allowance: Allowance | None = None,
) -> Iterator[Class]:
    """Every class of the texts that all ``required`` patterns match and ``excluded`` does not.

    ``excluded`` is the element whose ``Not`` was asked (read without its negation). No pattern
    has variables. Raises Exhausted.
    """
    required = _least(required)
    if len(required) > 1 and tokens_disjoint(required[0], required[1]):
        return
    always = {
        number
        for number, one in names.items()
        if any(names_cover(one, pattern) for pattern in required)
    }
    open_ = {
        number: one
        for number, one in names.items()
        if number not in always and not any(names_disjoint(one, pattern) for pattern in required)
    }
    if excluded is not None and any(names_cover(excluded, one) for one in required):
        return
    if excluded is not None and any(names_disjoint(excluded, one) for one in required):
        excluded = None
    if len(required) == 1 and not open_ and excluded is None:
        yield frozenset(always), sample(required[0])
        return
    found = _walked(required, excluded, open_, allowance)
    yield from ((naming | always, text) for naming, text in found)


def _least(required: Sequence[Tokens]) -> list[Tokens]:
    """Without patterns that another one makes superfluous."""
    kept: list[Tokens] = []
    for one in dict.fromkeys(required):
        if not any(tokens_cover(one, other) for other in kept):
            kept = [other for other in kept if not tokens_cover(other, one)]
            kept.append(one)
    return kept


def sample(pattern: Tokens) -> str:
    """A short text that a pattern matches."""
    return "".join(
        ("" if one.many else "x") if isinstance(one, Wild) else str(one) for one in pattern
    )


class _Tests:
    """Which statements name the texts of an automaton's state."""

    def __init__(self, required: Sequence[Tokens]) -> None:
        self.patterns: dict[Tokens, int] = {one: number for number, one in enumerate(required)}
        self._needed: dict[int, tuple[list[int], bool]] = {}

    def add(self, number: int, names: Names) -> None:
        """One more element to tell about."""
        places = [self.patterns.setdefault(one, len(self.patterns)) for one in names.patterns]
        self._needed[number] = (places, names.negated)

    def masks(self, automaton: Automaton) -> dict[int, tuple[int, bool]]:
        """By statement: the accepting states of its patterns, and whether they are negated."""
        made: dict[int, tuple[int, bool]] = {}
        for number, (places, negated) in self._needed.items():
            mask = 0
            for place in places:
                mask |= automaton.accepting[place]
            made[number] = (mask, negated)
        return made


_EXCLUDED = -1


def _walked(
    required: Sequence[Tokens],
    excluded: Names | None,
    names: Mapping[int, Names],
    allowance: Allowance | None,
) -> Iterator[Class]:
    tests = _Tests(required)
    for number, one in names.items():
        tests.add(number, one)
    if excluded is not None:
        tests.add(_EXCLUDED, excluded)
    automaton = Automaton(list(tests.patterns))
    masks = tests.masks(automaton)
    seen: set[frozenset[int]] = set()
    for state, text in automaton.walk(range(len(required)), allowance):
        found = frozenset(
            number for number, (mask, negated) in masks.items() if bool(state & mask) is not negated
        )
        if _EXCLUDED in found or found in seen:
            continue
        seen.add(found)
        yield found, text
