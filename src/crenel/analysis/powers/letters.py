r"""Values as letters that ARNs are compared by: what is not known keeps its name.

``\x01id\x01`` stands for the name that a deployment makes for a resource, ``\x02AWS..Region\x02``
for what the platform fills in, ``\x03Name\x03`` for an input: the same input is the same letters,
so that ``table/${Stage}-orders`` is recognised whoever writes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from crenel.model.value import Known, Ref, Text, Unknown, UnknownKind, Value
from crenel.pattern import Pattern

MADE, FILLED, INPUT = "\x01", "\x02", "\x03"
_INPUTS = Pattern(f"{INPUT}[^{INPUT}]*{INPUT}")
_HOLES = Pattern("([\x01\x02\x03])[^\x01\x02\x03]*\\1")
_FIELDS = 6
REGION, ACCOUNT = f"{FILLED}AWS..Region{FILLED}", f"{FILLED}AWS..AccountId{FILLED}"
_PARTITION, _REGION, _ACCOUNT = 1, 3, 4
_SOME = "\x07"
"""Any letters of one name: no ``/`` and no ``:``."""
_WILD = frozenset(("*", "?", _SOME))
MAX_LETTERS = 2048
"""Longer patterns are no ARNs; they match nothing."""
_PLAIN = {ord(one): None for one in (MADE, FILLED, INPUT)}

_VARIABLE = Pattern(r"\$\{([^}]*)\}")
OWN_NAME = f"{MADE}aws.username{MADE}"
"""The policy variable for the user's own name; a role has none."""


def _variable(found: re.Match[str]) -> str:
    """A policy variable: what a request says, which only a user's own name is known of."""
    if found[1].lower() == "aws:username":
        return OWN_NAME
    return f"{INPUT}{found[1].replace(':', '.')}{INPUT}"


def _unnamed(ref: Ref) -> str:
    return f"{MADE}{ref.target}.{ref.attribute}{MADE}"


def letters(value: Value, naming: Callable[[Ref], str] = _unnamed) -> str:
    """The letters of a single value; ``naming`` tells what a reference stands for."""
    if isinstance(value, Known):
        return _VARIABLE.sub(_variable, value.text().translate(_PLAIN))
    if isinstance(value, Ref):
        return naming(value)
    if isinstance(value, Unknown):
        mark = FILLED if value.kind is UnknownKind.PSEUDO else INPUT
        return f"{mark}{value.name.replace(':', '.')}{mark}"
    if isinstance(value, Text):
        return "".join(letters(segment, naming) for segment in value.segments)
    return f"{INPUT}{value.text().replace(':', '.')}{INPUT}"


def is_open(text: str) -> bool:
    """Does an input decide the whole of it?"""
    return bool(_INPUTS.fullmatch(text))


def arn_letters(text: str) -> str:
    """An ARN whose partition is folded; a region that is written counts as the deployment's."""
    fields = text.split(":", _FIELDS - 1)
    if len(fields) < _FIELDS or fields[0] != "arn":
        return text
    fields[_PARTITION] = "aws" if "*" not in fields[_PARTITION] else "*"
    if fields[_REGION] and not set(fields[_REGION]) & set("*?" + INPUT):
        fields[_REGION] = REGION
    return ":".join(fields)


@lru_cache(maxsize=65536)
def matches(pattern: str, name: str) -> bool | None:
    """Does a pattern cover a whole name? None where an input or the account decides."""
    if len(pattern) > MAX_LETTERS:
        return False
    if _glob(pattern, name):
        return True
    if MADE in pattern and INPUT not in pattern:
        return False  # it speaks of one thing, and that is another
    return None if _meets(_loosened(pattern), _guessed(name)) else False


@lru_cache(maxsize=65536)
def reaches(pattern: str, start: str) -> bool | None:
    """Does a pattern cover some name that begins so: an object of a bucket?"""
    if len(pattern) > MAX_LETTERS:
        return False
    if _states(pattern, start):
        return True
    if MADE in pattern and INPUT not in pattern:
        return False
    return None if _meets(_loosened(pattern), _guessed(start) + "*") else False


@lru_cache(maxsize=8192)
def _loosened(pattern: str) -> str:
    """Inputs may be anything; a written account may be the deployment's own."""
    fields = pattern.split(":", _FIELDS - 1)
    if len(fields) == _FIELDS:
        for place, own in ((_REGION, REGION), (_ACCOUNT, ACCOUNT)):
            written = fields[place] and not set(fields[place]) & set("*?")
            fields[place] = own if written else fields[place]
    return _INPUTS.sub("*", ":".join(fields))


@lru_cache(maxsize=8192)
def _guessed(name: str) -> str:
    """A name of which only the account and the region are certain."""
    return _HOLES.sub(lambda hole: hole[0] if hole[0] in (REGION, ACCOUNT) else _SOME, name)


def _glob(pattern: str, name: str) -> bool:
    return len(pattern) in _states(pattern, name) or pattern == name


def _states(pattern: str, text: str) -> frozenset[int]:
    """The places in a pattern that are reached when a text has been read."""
    if "*" not in pattern and "?" not in pattern:
        return frozenset((len(text),)) if pattern.startswith(text) else frozenset()
    places = _behind_stars(pattern, {0})
    for letter in text:
        step = {
            place if pattern[place] == "*" else place + 1
            for place in places
            if place < len(pattern) and pattern[place] in ("*", "?", letter)
        }
        if not step:
            return frozenset()
        places = _behind_stars(pattern, step)
    return frozenset(places)


def _behind_stars(pattern: str, places: set[int]) -> set[int]:
    found = set(places)
    for place in places:
        while place < len(pattern) and pattern[place] == "*":
            place += 1  # noqa: PLW2901 - walks along the stars
            found.add(place)
    return found


def _meets(one: str, other: str) -> bool:
    """Is there a text that both patterns cover? What both begin with alike decides nothing."""
    same = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs or mine in _WILD:
            break
        same += 1
    one, other = one[same:], other[same:]
    if one and other and one[0] not in _WILD and other[0] not in _WILD:
        return False
    row = _first_row(other)
    for letter in one:
        above, row = row, [row[0] and letter == "*"]
        for place, mine in enumerate(other):
            if "*" in (letter, mine):
                row.append(above[place + 1] or row[place])
            elif mine == _SOME:
                row.append(row[place] or (letter not in "/:" and above[place + 1]))
            else:
                row.append(above[place] and (letter == mine or "?" in (letter, mine)))
    return row[-1]


def _first_row(other: str) -> list[bool]:
    row = [True]
    for letter in other:
        row.append(row[-1] and letter in ("*", _SOME))
    return row
