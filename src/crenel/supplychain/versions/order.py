"""From an ecosystem to the order of its versions."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from crenel.supplychain.versions import maven, pep440, semver

LONGEST = 256
"""Characters of a version: longer ones are nobody's."""

Key = Any
"""Something that compares with other keys of its ecosystem."""

_KEYS: dict[str, Callable[[str], Key]] = {
    "PyPI": pep440.key,
    "npm": semver.key,
    "Go": semver.key,
    "Node.js": semver.key,
    "Maven": maven.key,
}


class NotAVersion(ValueError):  # noqa: N818 - what it is
    """A text that its ecosystem cannot put in order."""


def is_ordered(ecosystem: str) -> bool:
    """Does crenel know the order of an ecosystem's versions?"""
    return ecosystem in _KEYS


@lru_cache(maxsize=65_536)
def key(ecosystem: str, version: str) -> Key:
    """What the versions of an ecosystem are compared by. Raises NotAVersion."""
    if len(version) > LONGEST or ecosystem not in _KEYS:
        raise NotAVersion(f"{version[:LONGEST]!r} is no version of {ecosystem}")
    try:
        return _KEYS[ecosystem](version)
    except ValueError as error:
        raise NotAVersion(str(error)) from None
