"""What is measured of a candidate: numbers that the weights turn into a confidence."""

from __future__ import annotations

import re

from crenel.secrets.judgement.looks import is_uuid
from crenel.secrets.judgement.names import Holds, holds, says_much
from crenel.secrets.judgement.places import in_example, in_test
from crenel.secrets.judgement.rarity import entropy, rarity
from crenel.secrets.text import Candidate, Kind

_WORDY = re.compile(r"[A-Za-z]+(?:[-_. ][A-Za-z]+)+$")
_HEX = re.compile(r"[0-9a-fA-F]+$")
_LONG = 64
_RUN = re.compile(r"\d+|[A-Z]+|[^\W\d_A-Z]+|[\W_]+")
_CAPITAL = re.compile(r"[A-Z][^\W\d_A-Z]")
_DIGIT = re.compile(r"\d")
_ODD = re.compile(r"[\W_]")
_FEW, _MANY = 6, 16


def traits(one: Candidate) -> dict[str, float]:
    """Each trait by its name; 0 says nothing."""
    return {
        "always": 1.0,
        **of_value(one.value),
        **of_name(one.name),
        **of_file(one.path, one.kind),
        **around(one),
    }


def of_value(value: str) -> dict[str, float]:
    """What the value says by itself."""
    size = len(value)
    return {
        "rarity": min(rarity(value), 9.0) - 4.5,
        "entropy": min(entropy(value), 6.0) - 3.0,
        "changes": _changes(value),
        "length": min(size, _LONG) / 16,
        "short": float(size < _FEW),
        "digits": len(_DIGIT.findall(value)) / size,
        "only_digits": float(value.isdigit()),
        "only_lower": float(value.isalpha() and value.islower()),
        "words": float(_WORDY.match(value) is not None),
        "hex": float(size >= _MANY and _HEX.match(value) is not None),
        "uuid": float(is_uuid(value)),
        "spaces": float(" " in value),
        "odd": len(_ODD.findall(value)) / size,
    }


def of_name(name: str) -> dict[str, float]:
    """What the name says that holds it."""
    what = holds(name)
    return {
        "upper_name": float(name.isupper()),
        "password": float(what is Holds.PASSWORD),
        "secret": float(what is Holds.SECRET),
        "token": float(what is Holds.TOKEN),
        "key": float(what is Holds.KEY),
        "vague": float(not says_much(name)),
    }


def of_file(path: str, kind: Kind) -> dict[str, float]:
    """What the file says that it stands in."""
    return {
        "in_code": float(kind is Kind.CODE),
        "in_markup": float(kind is Kind.MARKUP),
        "in_shell": float(kind is Kind.SHELL),
        "test": float(in_test(path)),
        "example": float(in_example(path)),
    }


def around(one: Candidate) -> dict[str, float]:
    """What all of these say together."""
    value, name = one.value.lower(), one.name.lower()
    return {
        "quoted": float(one.quoted),
        "call": float(one.operator == "("),
        "bare_code": float(not one.quoted and one.kind is Kind.CODE),
        "in_name": float(value in name or name in value),
    }


def _changes(value: str) -> float:
    """How often the kind of character changes, of how often it could.

    A capital before a small letter begins a word, and is no change.
    """
    changes = len(_RUN.findall(value)) - 1 - len(_CAPITAL.findall(value))
    return changes / (len(value) - 1) if len(value) > 1 else 0.0
