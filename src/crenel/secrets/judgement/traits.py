"""What is measured of a candidate: numbers that the weights turn into a confidence."""

from __future__ import annotations

import re
from itertools import pairwise

from crenel.secrets.judgement.looks import is_uuid
from crenel.secrets.judgement.names import Holds, holds, says_much
from crenel.secrets.judgement.places import in_example, in_test
from crenel.secrets.judgement.rarity import entropy, rarity
from crenel.secrets.text import Candidate, Kind

_WORDY = re.compile(r"[A-Za-z]+(?:[-_. ][A-Za-z]+)+$")
_HEX = re.compile(r"[0-9a-fA-F]+$")
_LONG = 64
_FEW, _MANY = 6, 16


def traits(one: Candidate) -> dict[str, float]:
    """Each trait by its name; 0 says nothing."""
    value, what = one.value, holds(one.name)
    size = len(value)
    return {
        "always": 1.0,
        "rarity": min(rarity(value), 9.0) - 4.5,
        "entropy": min(entropy(value), 6.0) - 3.0,
        "changes": _changes(value),
        "length": min(size, _LONG) / 16,
        "short": float(size < _FEW),
        "digits": sum(map(str.isdigit, value)) / size,
        "only_digits": float(value.isdigit()),
        "only_lower": float(value.isalpha() and value.islower()),
        "words": float(_WORDY.match(value) is not None),
        "hex": float(size >= _MANY and _HEX.match(value) is not None),
        "uuid": float(is_uuid(value)),
        "spaces": float(" " in value),
        "odd": sum(not char.isalnum() for char in value) / size,
        "quoted": float(one.quoted),
        "call": float(one.operator == "("),
        "in_code": float(one.kind is Kind.CODE),
        "in_markup": float(one.kind is Kind.MARKUP),
        "in_shell": float(one.kind is Kind.SHELL),
        "bare_code": float(not one.quoted and one.kind is Kind.CODE),
        "upper_name": float(one.name.isupper()),
        "password": float(what is Holds.PASSWORD),
        "secret": float(what is Holds.SECRET),
        "token": float(what is Holds.TOKEN),
        "key": float(what is Holds.KEY),
        "vague": float(not says_much(one.name)),
        "test": float(in_test(one.path)),
        "example": float(in_example(one.path)),
        "in_name": float(value.lower() in one.name.lower() or one.name.lower() in value.lower()),
    }


def _changes(value: str) -> float:
    """How often the kind of character changes, of how often it could."""
    kinds = [_kind(char) for char in value]
    pairs = list(pairwise(kinds))
    changes = sum(a != b and (a, b) != ("U", "l") for a, b in pairs)
    return changes / len(pairs) if pairs else 0.0


def _kind(char: str) -> str:
    if char.isdigit():
        return "d"
    if char.isalpha():
        return "U" if char.isupper() else "l"
    return "o"
