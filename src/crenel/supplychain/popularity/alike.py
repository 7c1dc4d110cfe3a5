"""Names that look like much-used ones: what somebody registers to be installed by mistake.

The lists are dated data from guarddog (Apache-2.0), written by tools/rebuild_popular_names.py. A
name that is in a list is never suspected, nor is a short one: too many honest names are one letter
apart there.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from pathlib import Path

import msgspec

from crenel.dated import Dated, dated_by
from crenel.supplychain.component import Ecosystem

_HERE = Path(__file__).parent / "_data"
_FILES = {Ecosystem.PYPI: "pypi.txt", Ecosystem.NPM: "npm.txt"}
COPIED = 2_000
"""So many of the most used names are worth being copied."""
_SHORTEST = 5
_LONG = 6
"""Of words up to here, too many honest ones differ in one letter."""
_SEPARATORS = re.compile(r"[-_.]+")
_NUMBER = re.compile(r"\d+$")


class Known(msgspec.Struct, frozen=True):
    """One list."""

    day: str
    source: str
    ranks: dict[str, int]
    """By name: 0 for the most used."""


@cache
def known(ecosystem: Ecosystem) -> Known | None:
    """The list of an ecosystem; None where there is none."""
    if ecosystem not in _FILES:
        return None
    head, *names = file_of(ecosystem).read_text(encoding="utf-8").splitlines()
    day, _, source = head.removeprefix("# ").partition(" from ")
    return Known(day, source, dict(zip(names, range(len(names)), strict=True)))


def file_of(ecosystem: Ecosystem) -> Path:
    """The file of a list, for an ecosystem that has one."""
    return _HERE / _FILES[ecosystem]


def alike(ecosystem: Ecosystem, name: str) -> str | None:
    """The much-used name that another name may be mistaken for; None for none."""
    list_ = known(ecosystem)
    if list_ is None or name in list_.ranks or name.startswith("@"):
        return None
    plain = _plain(name)
    if len(plain) < _SHORTEST:
        return None
    copied = _copied(ecosystem)
    near = (one for length in range(-1, 2) for one in copied.get(len(plain) + length, ()))
    found = {one for other, one in near if _half(plain, other) and _differs_by_one(name, one)}
    return min(found, key=lambda one: list_.ranks[one], default=None)


@cache
def _copied(ecosystem: Ecosystem) -> dict[int, list[tuple[str, str]]]:
    """The most used names, each without and with its separators, by length."""
    list_ = known(ecosystem)
    found: dict[int, list[tuple[str, str]]] = {}
    for name in islice(list_.ranks if list_ is not None else (), COPIED):
        plain = _plain(name)
        if not name.startswith("@") and len(plain) >= _SHORTEST:
            found.setdefault(len(plain), []).append((plain, name))
    return found


def _half(one: str, other: str) -> bool:
    """Is one half the same? A slip is in the other; this is quick, and leaves little over."""
    size = min(len(one), len(other)) // 2 - 1
    return one[:size] == other[:size] or one[-size:] == other[-size:]


def _plain(name: str) -> str:
    """Without what separates words: `python-dateutil` and `pythondateutil` look the same."""
    return _SEPARATORS.sub("", name.lower())


def _differs_by_one(one: str, other: str) -> bool:
    """Is one a slip of the other: a letter more, less, other or changed with its neighbour?

    What is the same at both ends, up to a separator, does not count: `mypy-boto3-ecr` is no slip of
    `mypy-boto3-ec2`. Another number at the end is another version by convention.
    """
    if _plain(one) == _plain(other):
        return True
    one, other = _own(one, other)
    if min(len(one), len(other)) < _SHORTEST or abs(len(one) - len(other)) > 1:
        return False
    if _NUMBER.sub("", one) == _NUMBER.sub("", other):
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    a, b = one[start:], other[start:]
    swapped = len(a) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:]
    if start is None or swapped:
        return True
    long = min(len(one), len(other)) > _SHORTEST
    return (long and (a[1:] == b or a == b[1:])) or (len(one) > _LONG and a[1:] == b[1:])


def _own(one: str, other: str) -> tuple[str, str]:
    """What is left of two names without the words that they share, where they have as many."""
    words, others = _SEPARATORS.split(one.lower()), _SEPARATORS.split(other.lower())
    if len(words) != len(others):
        return _plain(one), _plain(other)
    apart = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    return apart[0] if len(apart) == 1 else (_plain(one), _plain(other))


def dated() -> Dated:
    """Where the lists are from, and of which day the older one is."""
    found = [list_.day for one in _FILES if (list_ := known(one)) is not None]
    return dated_by("the most used libraries", "guarddog (Apache-2.0)", min(found), _HERE)
