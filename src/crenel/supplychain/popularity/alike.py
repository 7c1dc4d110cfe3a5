"""Names that look like much-used ones: what somebody registers to be installed by mistake.

The lists are dated data from guarddog (Apache-2.0), written by tools/rebuild_popular_names.py. A
name that is in a list is never suspected, nor is a short one: too many honest names are one letter
apart there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from crenel.supplychain.component import Ecosystem
from crenel.supplychain.purl import normalised

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
    ranks: dict[str, int]
    """By name: 0 for the most used."""


@cache
def known(ecosystem: Ecosystem) -> Known | None:
    """The list of an ecosystem; None where there is none."""
    file = _FILES.get(ecosystem)
    if file is None:
        return None
    head, *names = (_HERE / file).read_text(encoding="utf-8").splitlines()
    ranks: dict[str, int] = {}
    for place, name in enumerate(names):
        ranks.setdefault(normalised(ecosystem.value, name), place)
    return Known(head.split()[1], ranks)


def alike(ecosystem: Ecosystem, name: str) -> str | None:
    """The much-used name that another name may be mistaken for; None for none."""
    list_ = known(ecosystem)
    if list_ is None or name in list_.ranks or name.startswith("@"):
        return None
    plain = _plain(name)
    if len(plain) < _SHORTEST:
        return None
    near = (one for piece in _pieces(plain) for one in _index(ecosystem).get(piece, ()))
    found = {one for one in near if _differs_by_one(name, one)}
    return min(found, key=lambda one: list_.ranks[one], default=None)


@cache
def _index(ecosystem: Ecosystem) -> dict[str, list[str]]:
    """The most used names by themselves, and by themselves less one letter."""
    list_ = known(ecosystem)
    found: dict[str, list[str]] = {}
    for name, rank in list_.ranks.items() if list_ is not None else ():
        if rank < COPIED and not name.startswith("@") and len(_plain(name)) >= _SHORTEST:
            for piece in _pieces(_plain(name)):
                found.setdefault(piece, []).append(name)
    return found


def _plain(name: str) -> str:
    """Without what separates words: `python-dateutil` and `pythondateutil` look the same."""
    return _SEPARATORS.sub("", name.lower())


def _pieces(name: str) -> Iterator[str]:
    yield name
    for place in range(len(name)):
        yield name[:place] + name[place + 1 :]


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
