"""Judging a value that its own shape, or the word beside it, gave away."""

from __future__ import annotations

import re

from crenel.secrets.judgement.looks import random_looking
from crenel.secrets.text import Candidate, Judged

_MARK = re.compile(
    r"example|(.)\1{5,}|1234567|abcdefg|placeholder|your|xxxx|fake|dummy|redact|sample|changeme",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(.)\1*")
# Some providers begin with a letter again and again.
_SURER, _LESS = 0.99, 0.2
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
