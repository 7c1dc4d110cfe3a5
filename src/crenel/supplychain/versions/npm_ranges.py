"""npm's ranges as stretches of versions (node-semver, "Ranges").

Advisories of npm's own kind are written as such ranges. They become half-open stretches from a
first version on, prereleases included: whether ``2.0.0-beta`` is affected by ``<2.0.0`` is a
question of order here, as the OSV schema has it, not of what an installer would choose.
"""

from __future__ import annotations

import re

import msgspec

from crenel.supplychain.versions import semver
from crenel.supplychain.versions.semver import Key

LONGEST = 2_000
"""Characters of a range."""
FIRST: Key = (0, 0, 0, (0, ((0, 0, ""),)))
_PART = r"(?:\d{1,16}|[xX*])"
_TAIL = r"(?:-?([A-Za-z][0-9A-Za-z.-]*|(?<=-)[0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?"
_PARTIAL = rf"[v=\s]*({_PART})(?:\.({_PART}))?(?:\.({_PART}))?{_TAIL}"
_COMPARATOR = re.compile(rf"(?P<op>[<>]=?|~>?|\^|=)?\s*{_PARTIAL}(?=\s|,|$)", re.ASCII)
_HYPHEN = re.compile(rf"\s*{_PARTIAL}\s+-\s+{_PARTIAL}\s*", re.ASCII)
_ANY = frozenset("xX*")


class Stretch(msgspec.Struct, frozen=True):
    """The versions from ``first`` on and before ``end``; None for no end."""

    first: Key
    end: Key | None = None
    named: bool = False
    """Does somebody name ``end`` itself, as the first version that is not meant?"""
    last: Key | None = None
    """The last version that is meant, where somebody names it; ``end`` comes right after it."""

    def holds(self, version: Key) -> bool:
        """Is a version in it?"""
        return self.first <= version and (self.end is None or version < self.end)


def stretches(range_: str) -> list[Stretch]:
    """The stretches of a range. Raises ValueError for what is none."""
    if len(range_) > LONGEST:
        raise ValueError(f"a range of more than {LONGEST:,} characters")
    found = (_one(part) for part in range_.split("||"))
    return [one for one in found if one.end is None or one.first < one.end]


def without(stretch: Stretch, others: list[Stretch]) -> list[Stretch]:
    """What is left of a stretch when others are taken out of it."""
    left = [stretch]
    for other in others:
        left = [piece for one in left for piece in _cut(one, other)]
    return left


def _cut(one: Stretch, other: Stretch) -> list[Stretch]:
    before_end = one.end is None or other.first < one.end
    if not before_end or (other.end is not None and other.end <= one.first):
        return [one]
    pieces = []
    if one.first < other.first:
        pieces.append(Stretch(one.first, other.first, named=True))
    if other.end is not None and (one.end is None or other.end < one.end):
        pieces.append(Stretch(other.end, one.end, one.named, one.last))
    return pieces


def _one(text: str) -> Stretch:
    """One alternative: comparators that all hold."""
    hyphen = _HYPHEN.fullmatch(text)
    if hyphen is not None:
        return _both(_from(hyphen.group(1, 2, 3, 4)), _upto(hyphen.group(5, 6, 7, 8)))
    found, position = Stretch(FIRST), 0
    rest = text.strip()
    while position < len(rest):
        match = _COMPARATOR.match(rest, position)
        if match is None:
            raise ValueError(f"{text.strip()!r} is no range")
        found = _both(found, _comparator(match["op"] or "", match.group(2, 3, 4, 5)))
        position = match.end()
        position += len(rest[position:]) - len(rest[position:].lstrip(" \t\n,"))
    return found


def _both(one: Stretch, other: Stretch) -> Stretch:
    first = max(one.first, other.first)
    if one.end is None or (other.end is not None and other.end < one.end):
        return Stretch(first, other.end, other.named, other.last)
    return Stretch(first, one.end, one.named, one.last)


Parts = tuple[str | None, ...]


def _comparator(operator: str, parts: Parts) -> Stretch:
    if operator == "<":
        return Stretch(FIRST, _floor(parts), named=True)
    if operator == "<=":
        return _upto(parts)
    if operator == ">=":
        return _from(parts)
    if operator == ">":
        above = _above(parts)
        return Stretch(FIRST, FIRST) if above is None else Stretch(above)
    return _around(operator, parts)


def _around(operator: str, parts: Parts) -> Stretch:
    """``^1.2``, ``~1.2``, ``1.2.x``, ``1.2.3``: from a version on, as far as it allows."""
    if operator == "^":
        return Stretch(_floor(parts), _caret(parts))
    if operator.startswith("~"):
        return Stretch(_floor(parts), _tilde(parts))
    return Stretch(_floor(parts), _above(parts), last=_floor(parts) if _is_full(parts) else None)


def _is_full(parts: Parts) -> bool:
    return not any(part is None or part in _ANY for part in parts[:3])


def _numbers(parts: Parts) -> tuple[int, ...]:
    """The numbers before the first part that is left open."""
    found: list[int] = []
    for part in parts[:3]:
        if part is None or part in _ANY:
            break
        found.append(int(part))
    return tuple(found)


def _floor(parts: Parts) -> Key:
    if _is_full(parts):
        return semver.key(
            ".".join(str(part) for part in parts[:3]) + (f"-{parts[3]}" if parts[3] else "")
        )
    return _start(*_numbers(parts))


def _start(*numbers: int) -> Key:
    """The first version that begins with these numbers, prereleases included."""
    major, minor, patch = (*numbers, 0, 0, 0)[:3]
    return (major, minor, patch, FIRST[3])


def _from(parts: Parts) -> Stretch:
    return Stretch(_floor(parts))


def _upto(parts: Parts) -> Stretch:
    return Stretch(FIRST, _above(parts), last=_floor(parts) if _is_full(parts) else None)


def _above(parts: Parts) -> Key | None:
    """The first version after all that these parts allow; None where they allow all."""
    if _is_full(parts):
        return semver.successor(_floor(parts))
    numbers = _numbers(parts)
    return _start(*numbers[:-1], numbers[-1] + 1) if numbers else None


def _caret(parts: Parts) -> Key | None:
    """Changes that leave the first number that is not zero alone."""
    numbers = _numbers(parts)
    for place, number in enumerate(numbers):
        if number or place == len(numbers) - 1:
            return _start(*numbers[:place], number + 1)
    return None


def _tilde(parts: Parts) -> Key | None:
    numbers = _numbers(parts)
    return _start(*numbers[:1], numbers[1] + 1) if len(numbers) > 1 else _above(parts)
