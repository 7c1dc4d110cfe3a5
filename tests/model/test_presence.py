"""Whether something is written at all: in branches, beside conditions, inside what is unknown."""

from __future__ import annotations

import pytest

from crenel.model.guard import ALWAYS, Atom, Guard
from crenel.model.value import (
    NOTHING,
    Choice,
    Ref,
    Unknown,
    UnknownKind,
    known,
    where,
)

PROD = Guard(((Atom("Stage", "prod"), True),))
ELSEWHERE = Guard(((Atom("Stage", "prod"), False),))
SOMETIMES = Choice(branches=((PROD, known("written")), (ELSEWHERE, NOTHING)))


def test_another_value_stands_in_where_nothing_was_written():
    found = SOMETIMES.or_else(known("other"))
    assert found.equals("written").given(PROD).certain
    assert found.equals("other").given(ELSEWHERE).certain
    assert found.is_present().certain


def test_what_was_written_stays():
    assert known("written").or_else(known("other")).text() == "written"
    assert NOTHING.or_else(known("other")).text() == "other"


def test_a_value_of_some_deployments_is_absent_in_the_others():
    found = where(PROD, known("x"))
    assert found.is_present().given(PROD).certain
    assert found.is_absent().given(ELSEWHERE).certain
    assert where(ALWAYS, known("x")).is_present().certain


@pytest.mark.parametrize(
    "kind",
    [
        UnknownKind.MALFORMED,
        UnknownKind.UNSUPPORTED,
        UnknownKind.MISSING_FILE,
        UnknownKind.OVER_BUDGET,
    ],
)
def test_what_could_not_be_followed_may_be_absent(kind):
    assert Unknown(kind=kind, name="x").is_absent().value is None


def test_a_parameter_is_written():
    assert Unknown(kind=UnknownKind.PARAMETER, name="P").is_present().certain


@pytest.mark.parametrize(
    "whole", [Unknown(kind=UnknownKind.PARAMETER, name="P"), Ref(target="Custom")]
)
def test_nobody_knows_what_stands_inside_an_unknown(whole):
    assert whole.get("Key").is_present().value is None
    assert whole.at("Key", "Inner").is_absent().value is None
