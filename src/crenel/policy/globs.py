"""Globs: what one matches, and how two of them relate, over all strings.

``covers(p, q)``: p matches all that q does. ``disjoint(p, q)``: no text is matched by both. The
alphabet is never exhausted by the literals of a pattern, so a ``*`` of the inner one can be read as
a letter of its own, which only a ``*`` of the outer one takes. Disjointness is exact; so is cover,
up to a bound on states that only patterns with many ``?`` and ``*`` reach (then: not covered).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from crenel.policy.tokens import STAR_PATTERN, Tokens, Variable, Wild, tokens, variables_of

Matcher = Callable[[str], bool]


@lru_cache(maxsize=32768)
def matcher(found: Tokens) -> Matcher:
    """A function that tells whether a whole text fits; no text takes long.

    Each stretch between stars is looked for once, from the left.
    """
    if not any(isinstance(one, Wild | Variable) for one in found):
        literal = "".join(str(one) for one in found)
        return literal.__eq__
    if any(isinstance(one, Variable) or one in _IN_FIELD for one in found):
        return _SlowMatcher(found).matches
    stretches = _stretches(found)
    if len(stretches) == 1:
        (only,) = stretches
        return lambda text: len(text) == len(only) and _stands(only, text, 0)
    first, *middle, last = stretches
    if not middle and all(isinstance(one, str) for one in (first, last)):
        return _ends(str(first), str(last))
    return lambda text: _fits(first, middle, last, text)


_IN_FIELD = (Wild.ANY_IN_FIELD, Wild.STAR_IN_FIELD)
Stretch = str | tuple[str | Wild, ...]


def _ends(first: str, last: str) -> Matcher:
    shortest = len(first) + len(last)
    if not last:
        return lambda text: text.startswith(first)
    return lambda text: len(text) >= shortest and text.startswith(first) and text.endswith(last)


def _stretches(found: Tokens) -> list[Stretch]:
    made: list[list[str | Wild]] = [[]]
    for token in found:
        if token is Wild.STAR:
            made.append([])
        elif not isinstance(token, Variable):
            made[-1].append(token)
    return [
        "".join(str(char) for char in one) if Wild.ANY not in one else tuple(one) for one in made
    ]


def _fits(first: Stretch, middle: list[Stretch], last: Stretch, text: str) -> bool:
    position, end = len(first), len(text) - len(last)
    if end < position or not _stands(first, text, 0) or not _stands(last, text, end):
        return False
    for stretch in middle:
        found = _found(stretch, text, position, end)
        if found < 0:
            return False
        position = found + len(stretch)
    return True


def _found(stretch: Stretch, text: str, start: int, end: int) -> int:
    if isinstance(stretch, str):
        return text.find(stretch, start, end)
    places = range(start, end - len(stretch) + 1)
    return next((place for place in places if _stands(stretch, text, place)), -1)


def _stands(stretch: Stretch, text: str, place: int) -> bool:
    if isinstance(stretch, str):
        return text.startswith(stretch, place)
    letters = zip(stretch, text[place : place + len(stretch)], strict=True)
    return all(one is Wild.ANY or one == other for one, other in letters)


class _SlowMatcher:
    """Patterns whose stars stop at colons: the set of positions, letter by letter."""

    def __init__(self, found: Tokens) -> None:
        self._tokens = found

    def matches(self, text: str) -> bool:
        places = self._closed({0})
        for char in text:
            places = self._closed(set(self._after(places, char)))
            if not places:
                return False
        return len(self._tokens) in places

    def _after(self, places: set[int], char: str) -> list[int]:
        made: list[int] = []
        for place in places:
            token = self._tokens[place] if place < len(self._tokens) else None
            if token is None or (token in _IN_FIELD and char == ":"):
                continue
            if isinstance(token, Wild):
                made.append(place if token.many else place + 1)
            elif token == char:
                made.append(place + 1)
        return made

    def _closed(self, places: set[int]) -> set[int]:
        made = set(places)
        for place in places:
            while place < len(self._tokens) and _many(self._tokens[place]):
                place += 1  # noqa: PLW2901 - walks over the stars
                made.add(place)
        return made


def _many(token: object) -> bool:
    return isinstance(token, Wild) and token.many


def matches(pattern: str, text: str) -> bool:
    """Does the glob match the whole text? Case counts."""
    return matcher(tokens(pattern))(text)


def covers(outer: str, inner: str) -> bool:
    """Does the glob ``outer`` match all that ``inner`` does? Case counts."""
    return tokens_cover(tokens(outer), tokens(inner))


def disjoint(one: str, other: str) -> bool:
    """Is there no text that both globs match? Case counts."""
    return tokens_disjoint(tokens(one), tokens(other))


_MOST_STEPS = 4_000_000
"""Of two patterns beyond this, neither is said to cover the other; IAM's own end far below."""


@lru_cache(maxsize=65536)
def tokens_cover(outer: Tokens, inner: Tokens) -> bool:
    """The same of tokens. A variable is covered by itself and by a star, whatever its value."""
    if outer in (inner, STAR_PATTERN):
        return True
    if not _may_cover(outer, inner) or len(outer) * len(inner) > _MOST_STEPS:
        return False
    if _covered(outer, inner):
        return True
    # A ``?`` may take a letter of a longer stretch that is nowhere its own: count letter by letter.
    if Wild.ANY not in outer or variables_of((*outer, *inner)):
        return False
    from crenel.policy.automaton import included  # noqa: PLC0415 - few patterns get this far

    return included(inner, outer)


def _may_cover(outer: Tokens, inner: Tokens) -> bool:
    """The literal beginnings agree: cheap, and it settles most pairs."""
    for one, other in zip(outer, inner, strict=False):
        if not isinstance(one, str):
            return True
        if one != other:
            return False
    return len(outer) == len(inner) or (len(outer) > len(inner) and outer[len(inner)] is Wild.STAR)


def _covered(outer: Tokens, inner: Tokens) -> bool:
    """Reads ``inner`` as a text in which each wildcard is a letter of its own."""
    places = _star_closed(outer, {0})
    for one in inner:
        places = _star_closed(outer, _step(outer, places, one))
        if not places:
            return False
    return len(outer) in places


def _step(outer: Tokens, places: set[int], token: object) -> set[int]:
    made: set[int] = set()
    for place in places:
        if place == len(outer):
            continue
        one = outer[place]
        if isinstance(one, Wild):
            if _takes(one, token):
                made.add(place if one.many else place + 1)
        elif one == token:
            made.add(place + 1)
    return made


def _takes(one: Wild, other: object) -> bool:
    """May this wildcard of the outer pattern stand for this token of the inner one?"""
    if one is Wild.STAR:
        return True
    if isinstance(other, Variable) or other is Wild.STAR:
        return False
    if one is Wild.ANY:
        return not _many(other)
    if other in (":", Wild.ANY):
        return False
    return one is Wild.STAR_IN_FIELD or not _many(other)


def _star_closed(outer: Tokens, places: set[int]) -> set[int]:
    made = set(places)
    for place in places:
        while place < len(outer) and _many(outer[place]):
            place += 1  # noqa: PLW2901 - walks over the stars
            made.add(place)
    return made


@lru_cache(maxsize=65536)
def tokens_disjoint(one: Tokens, other: Tokens) -> bool:
    """The same of tokens; a variable may have any value."""
    if _apart(one, other) or _apart(one[::-1], other[::-1]):
        return True
    if one[-1:] == (Wild.STAR,) and other[-1:] == (Wild.STAR,) and _single_star(one, other):
        return False
    # Where the walk would be too long, they may meet for all that is known.
    return len(one) * len(other) <= _MOST_STEPS and not _meet(one, other)


def _apart(one: Tokens, other: Tokens) -> bool:
    """The literals that they begin with differ."""
    for left, right in zip(one, other, strict=False):
        if _open_ended(left) or _open_ended(right):
            return False
        if isinstance(left, str) and isinstance(right, str) and left != right:
            return True
    return len(one) != len(other) and not any(map(_open_ended, (*one, *other)))


def _single_star(one: Tokens, other: Tokens) -> bool:
    return not any(isinstance(token, Wild | Variable) for token in (*one[:-1], *other[:-1]))


def _open_ended(token: object) -> bool:
    return isinstance(token, Variable) or _many(token)


def _meet(one: Tokens, other: Tokens) -> bool:
    """A walk over pairs of positions; a star may be left or take what the other one reads."""
    seen = {(0, 0)}
    todo = [(0, 0)]
    while todo:
        left, right = todo.pop()
        if left == len(one) and right == len(other):
            return True
        for pair in _moves(one, other, left, right):
            if pair not in seen:
                seen.add(pair)
                todo.append(pair)
    return False


def _moves(one: Tokens, other: Tokens, left: int, right: int) -> list[tuple[int, int]]:
    first = one[left] if left < len(one) else None
    second = other[right] if right < len(other) else None
    made: list[tuple[int, int]] = []
    if _open_ended(first):
        made.append((left + 1, right))
    if _open_ended(second):
        made.append((left, right + 1))
    if first is not None and second is not None and _common(first, second):
        after_left = left if _open_ended(first) else left + 1
        after_right = right if _open_ended(second) else right + 1
        made.append((after_left, after_right))
    return made


def _common(first: object, second: object) -> bool:
    """Is there a letter that both tokens take?"""
    if isinstance(first, str) and isinstance(second, str):
        return first == second
    narrow = first in _IN_FIELD or second in _IN_FIELD
    return not (narrow and ":" in (first, second))
