"""Is something in a list, and where; are all of it true, or any?"""

from __future__ import annotations

from collections.abc import Sequence

from crenel.model.value import Known, List, Value, known
from crenel.readers.terraform.evaluation import truths
from crenel.readers.terraform.evaluation.choices import spread
from crenel.readers.terraform.evaluation.functions.registry import Asked, function
from crenel.readers.terraform.evaluation.functions.sequences import as_list
from crenel.readers.terraform.evaluation.values import is_open


@function("contains")
def contains(values: Sequence[Value], asked: Asked) -> Value:
    """Is a value an element of a list?"""
    if len(values) != 2:  # noqa: PLR2004 - a list and a value
        return asked.failed("a list and a value are wanted")
    whole = as_list(values[0], asked)
    if whole is None:
        return asked.failed("the first argument is no list")
    answers = [_same(one, values[1], asked) for one in whole.elements]
    answer = any_of(answers, asked)
    if isinstance(answer, Known) and answer.value is False and is_open(whole):
        return asked.unknown(whole)
    return answer


def _same(one: Value, other: Value, asked: Asked) -> Value:
    span = asked.span
    return spread([one, other], lambda pair: truths.equal(pair[0], pair[1], span), span)


def any_of(answers: Sequence[Value], asked: Asked) -> Value:
    """Is one of them true? They may be choices."""
    found: Value = known(False, asked.span)
    for answer in answers:
        found = spread([found, answer], lambda pair: _or(pair, asked), asked.span)
        if isinstance(found, Known) and found.value is True:
            break
    return found


def _or(pair: Sequence[Value], asked: Asked) -> Value:
    sides = [truths.boolean(one) for one in pair]
    if True in sides:
        return known(True, asked.span)
    return asked.unknown(*pair) if None in sides else known(False, asked.span)


@function("anytrue", "alltrue")
def all_or_any(values: Sequence[Value], asked: Asked) -> Value:
    """Are all, or is any, of the elements true?"""
    whole = as_list(values[0], asked) if len(values) == 1 else None
    if whole is None:
        return asked.failed("the argument is no list")
    wanted = asked.name == "anytrue"

    def decide(leaves: Sequence[Value]) -> Value:
        answers = [truths.boolean(leaf) for leaf in leaves]
        if wanted in answers:
            return known(wanted, asked.span)
        if None in answers or is_open(whole):
            return asked.unknown(whole, *leaves)
        return known(not wanted, asked.span)

    return spread(whole.elements, decide, asked.span)


@function("index")
def index(values: Sequence[Value], asked: Asked) -> Value:
    """Where an element stands."""
    if len(values) != 2 or not isinstance(values[0], List) or is_open(values[0]):  # noqa: PLR2004
        return asked.unknown(*values)
    for place, one in enumerate(values[0].elements):
        answer = _same(one, values[1], asked)
        if truths.boolean(answer) is None:
            return asked.unknown(*values)
        if truths.boolean(answer):
            return known(place, asked.span)
    return asked.failed("there is no such element")
