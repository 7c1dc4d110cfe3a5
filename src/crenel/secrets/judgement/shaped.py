"""Judging a value that its own shape, or the word beside it, gave away."""

from __future__ import annotations

import re

from crenel.secrets.judgement.kinds import is_uuid
from crenel.secrets.judgement.rarity import entropy, rarity
from crenel.secrets.text import Candidate, Judged

_MARK = re.compile(
    r"example|(.)\1{5,}|1234567|abcdefg|placeholder|your|xxxx|fake|dummy|redact|sample|changeme",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(.)\1*")
# Some providers begin with a letter again and again.
_SURER, _LESS = 0.99, 0.2
_PLAIN_WORDS, _LOW = 4.4, 2.6
_VARIETY = 6


def judge(
    one: Candidate, confidence: float, reason: str | None, *, checked: bool, named: bool
) -> Judged | None:
    """How sure; ``reason`` is what the check of its structure says, None where it refutes."""
    if is_mark(one.value):
        return None
    if checked and reason is None:
        return None
    word = one.value.isalpha() and one.value.islower()
    if named and (word or not random_looking(one.value)):
        return None
    if reason:
        return Judged(max(_SURER, confidence), ("its shape", reason))
    if checked:
        return Judged(round(confidence - _LESS, 2), ("its shape",))
    return Judged(confidence, ("its shape and the word beside it" if named else "its shape",))


def is_mark(value: str) -> bool:
    """Does it only mark the place: an example, one letter again and again?"""
    rest = _LEAD.sub("", value)
    return _MARK.search(rest) is not None or len(set(rest)) < min(_VARIETY, len(value) // 2)


def random_looking(value: str) -> bool:
    """Is it no name, word or number that somebody thought of?"""
    if is_uuid(value):
        return True
    if value.isalpha() and (value.islower() or value.isupper()):
        return rarity(value) > _PLAIN_WORDS
    mixed = any(map(str.isdigit, value)) and any(map(str.isalpha, value))
    return entropy(value) > _LOW and (mixed or rarity(value) > _PLAIN_WORDS)
