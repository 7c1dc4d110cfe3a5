"""What a credential looks like, written once: a pattern to find it and a generator of examples.

A shape is a row of parts: fixed words and runs of characters. Its pattern is linear (RE2), and its
examples are made at random when a test runs, so that no credential ever stands in a repository.
"""

from __future__ import annotations

import re
import string
from random import Random

import msgspec

LOWER = string.ascii_lowercase
UPPER = string.ascii_uppercase
DIGITS = string.digits
ALNUM = LOWER + UPPER + DIGITS
LOWER_ALNUM = LOWER + DIGITS
UPPER_ALNUM = UPPER + DIGITS
HEX = DIGITS + "abcdef"
ANY_HEX = DIGITS + "abcdefABCDEF"
BASE32 = UPPER + "234567"
URL_SAFE = ALNUM + "-_"
WORD = ALNUM + "_"
BASE64 = ALNUM + "+/"


_COUNTED = 300
"""Counting further makes a pattern slow, and a longer run is found all the same."""


class Words(msgspec.Struct, frozen=True):
    """One of some fixed words."""

    options: tuple[str, ...]

    def pattern(self) -> str:
        """The words as a regular expression."""
        escaped = [re.escape(one) for one in self.options]
        return escaped[0] if len(escaped) == 1 else f"(?:{'|'.join(escaped)})"

    def example(self, random: Random) -> str:
        """One of them."""
        return random.choice(self.options)


class Run(msgspec.Struct, frozen=True):
    """Between ``least`` and ``most`` characters of an alphabet."""

    alphabet: str
    least: int
    most: int

    def pattern(self) -> str:
        """The run as a regular expression."""
        most = "" if self.most > _COUNTED else str(self.most)
        counted = str(self.least) if self.least == self.most else f"{self.least},{most}"
        return f"{_class(self.alphabet)}{{{counted}}}"

    def example(self, random: Random) -> str:
        """Characters at random, every kind of the alphabet among them where there is room."""
        size = random.randint(self.least, self.most)
        return "".join(random.choice(self.alphabet) for _ in range(size))


Part = Words | Run


def lit(*options: str) -> Words:
    """One of these words."""
    return Words(options)


def run(alphabet: str, least: int, most: int = 0) -> Run:
    """``least`` characters, or between ``least`` and ``most``."""
    return Run(alphabet, least, most or least)


def pattern(parts: tuple[Part, ...]) -> str:
    """The parts as one regular expression."""
    return "".join(part.pattern() for part in parts)


def example(parts: tuple[Part, ...], random: Random) -> str:
    """A credential of this shape, made at random."""
    return "".join(part.example(random) for part in parts)


UUID: tuple[Part, ...] = (
    run(HEX, 8),
    lit("-"),
    run(HEX, 4),
    lit("-"),
    run(HEX, 4),
    lit("-"),
    run(HEX, 4),
    lit("-"),
    run(HEX, 12),
)


def _class(alphabet: str) -> str:
    ranges = [("a-z", LOWER), ("A-Z", UPPER), ("0-9", DIGITS), ("a-f", "abcdef"), ("2-7", "234567")]
    left, written = set(alphabet), ""
    for text, group in ranges:
        if left.issuperset(group):
            written += text
            left -= set(group)
    return f"[{written}{''.join(re.escape(char) for char in sorted(left))}]"
