"""How unusual a text is: bits for each letter, against names and words of code.

The table is made by ``tools/rarity.py``. Words of English and of programs take 2 to 4 bits a
letter, keys made at random 4.7 (all letters alike) and more.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from math import log2
from pathlib import Path

from crenel.dated import Dated, dated_by

_FILE = Path(__file__).parent / "_data" / "rarity.bin"
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_LETTERS = re.compile("[A-Za-z]+")
_SIZE, _EDGE, _DIGIT = 28, 26, 27
_SIXTEENTHS = 16
_A = ord("a")


@cache
def _table() -> bytes:
    return _FILE.read_bytes()


@lru_cache(maxsize=4096)
def rarity(text: str) -> float:
    """Mean bits of a letter in the text's words, cut where names are cut; 0 without letters."""
    return max(_mean(_WORD.findall(text)), _mean(_LETTERS.findall(text)) - 0.8)


def _mean(words: list[str]) -> float:
    bits, letters = 0, 0
    for word in words:
        if not word[0].isdigit():
            bits += _bits(word.lower())
            letters += len(word) + 1
    return bits / _SIXTEENTHS / letters if letters else 0.0


@lru_cache(maxsize=8192)
def _bits(word: str) -> int:
    table = _table()
    before, last, sum_ = _EDGE, _EDGE, 0
    for char in word:
        code = ord(char) - _A
        code = code if 0 <= code < _EDGE else _DIGIT
        sum_ += table[(before * _SIZE + last) * _SIZE + code]
        before, last = last, code
    return sum_ + table[(before * _SIZE + last) * _SIZE + _EDGE]


def entropy(text: str) -> float:
    """Shannon's entropy: bits for each character, of this text alone."""
    size = len(text)
    return -sum(n / size * log2(n / size) for n in Counter(text).values()) if size else 0.0


def dated() -> Dated:
    """Where this is from, and of which day."""
    return dated_by(
        "how usual three letters are beside each other",
        "the Python standard library and packages of permissive licences (tools/rarity.py)",
        "2026-11-28",
        _FILE,
    )
