"""Judging a value by the name that holds it."""

from __future__ import annotations

import json
from functools import lru_cache
from math import exp

import msgspec

from crenel.secrets.judgement.kinds import is_placeholder, no_secret
from crenel.secrets.judgement.looks import is_uuid
from crenel.secrets.judgement.names import Holds, holds, is_qualified, says_much
from crenel.secrets.judgement.rarity import rarity
from crenel.secrets.judgement.traits import around, of_file, of_name, of_value, traits
from crenel.secrets.judgement.weights import SAID, WEIGHTS
from crenel.secrets.structure.decodable import decoded
from crenel.secrets.text import Candidate, Judged, Kind

_LEAST, _LEAST_OTHER = {Holds.PASSWORD: 4, Holds.SECRET: 6}, 8
_FIELD = 8
_READABLE = 10
"""Letters that no chance makes of a value that is not base64."""
_USUAL, _UNLIKELY, _TOLD = 3.0, 0.05, 0.3
_MOST = 0.99
"""A name and a look are never proof."""
_REASONS = 4
_SAYS = 0.3
_KEPT = 4096
"""The same values, names and files come again and again."""
_BRACES = ("ey", "ew")
"""How a brace and a quote, or a line's end, begin in base64."""


def judge(one: Candidate) -> Judged | None:
    """How sure; None where it is a kind of text that no secret is."""
    inner = _fields(one.value)
    if inner:
        found = [judge(msgspec.structs.replace(one, name=name, value=text)) for name, text in inner]
        return max(filter(None, found), key=lambda said: said.confidence, default=None)
    if len(one.value) < _LEAST.get(holds(one.name), _LEAST_OTHER) or no_secret(one.value):
        return None
    if _has_its_own(one.value) or _is_data(one):
        return None
    if is_uuid(one.value) and _is_id(one):
        return None
    return weighed(one)


def _is_id(one: Candidate) -> bool:
    """Is it the key that something is found by, in a program or by its name (``orderKey``)?"""
    return is_qualified(one.name) or (one.kind is Kind.CODE and not says_much(one.name))


def _has_its_own(value: str) -> bool:
    """Is it a header or a token that has a detector of its own, which knows more of it?"""
    scheme, _, rest = value.rpartition(" ")
    return scheme.lower() in {"bearer", "basic"} or (rest.startswith(_BRACES) and "." in rest)


def _is_data(one: Candidate) -> bool:
    """Is it JSON or a word in base64? What leaked in JSON is found where it is unfolded."""
    text = decoded(one.value)
    if one.value.startswith(_BRACES) and text.startswith("{"):
        return True
    if len(text) >= _READABLE and is_placeholder(text):
        return True
    return not says_much(one.name) and text.isalpha() and rarity(text) < _USUAL + 1


def _fields(value: str) -> list[tuple[str, str]]:
    """The texts of a JSON map under a secret's name, each under its own or under that one."""
    if not value.startswith("{") or '"' not in value:
        return []
    try:
        found = json.loads(value.replace('\\"', '"'))
    except (ValueError, RecursionError):
        return []
    flat = found.items() if isinstance(found, dict) else ()
    return [
        (name if holds(name) else "secret", text)
        for name, text in flat
        if isinstance(text, str) and len(text) >= _FIELD and not text.startswith("{")
    ]


def weighed(one: Candidate) -> Judged:
    """The weights of what is measured, as a confidence with its strongest reasons."""
    if _plain(one.value):
        return Judged(_UNLIKELY)
    total = WEIGHTS["always"] + _value(one.value) + _name(one.name) + _file(one.path, one.kind)
    sure = 1 / (1 + exp(-total - _sum(around(one))))
    if sure < _TOLD:
        return Judged(round(sure, 2))
    return Judged(min(_MOST, round(sure, 2)), (f"the name {one.name}", *_reasons(one)))


def _reasons(one: Candidate) -> list[str]:
    """What weighs most, in words."""
    parts = {name: WEIGHTS.get(name, 0) * amount for name, amount in traits(one).items()}
    strongest = sorted(parts, key=lambda name: (-parts[name], name))
    return [SAID[name] for name in strongest if name in SAID and parts[name] > _SAYS][:_REASONS]


def _sum(measured: dict[str, float]) -> float:
    return sum(WEIGHTS.get(name, 0) * amount for name, amount in measured.items())


@lru_cache(maxsize=_KEPT)
def _value(value: str) -> float:
    return _sum(of_value(value))


@lru_cache(maxsize=_KEPT)
def _name(name: str) -> float:
    return _sum(of_name(name))


@lru_cache(maxsize=_KEPT)
def _file(path: str, kind: Kind) -> float:
    return _sum(of_file(path, kind))


def _plain(value: str) -> bool:
    """Words without a digit, so usual that nothing else could outweigh it."""
    return rarity(value) < _USUAL and not any(map(str.isdigit, value))
