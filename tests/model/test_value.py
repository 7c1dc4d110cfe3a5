"""Questions to values of every kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crenel.model.guard import Atom, Guard
from crenel.model.value import (
    NOTHING,
    Absent,
    Choice,
    Known,
    Ref,
    Text,
    Unknown,
    UnknownKind,
    Value,
    known,
    mapping,
    sequence,
)

PROD = Guard(((Atom("Stage", "prod", "IsProd"), True),))
NOT_PROD = Guard(((Atom("Stage", "prod", "IsProd"), False),))


def parameter(*allowed: str) -> Unknown:
    return Unknown(kind=UnknownKind.PARAMETER, name="P", allowed=allowed)


def choice(yes: Value, no: Value) -> Choice:
    return Choice(branches=((PROD, yes), (NOT_PROD, no)))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (known("NONE"), True),
        (known("AWS_IAM"), False),
        (NOTHING, False),
        (parameter(), None),
        (parameter("AWS_IAM", "JWT"), False),
        (parameter("NONE"), True),
        (choice(known("NONE"), known("NONE")), True),
        (choice(known("JWT"), NOTHING), False),
        (Text(segments=(known("NO"), parameter())), None),
        (Text(segments=(known("arn:"), parameter())), False),
        (sequence([known("NONE")]), False),
        (mapping({"a": known("NONE")}), False),
    ],
)
def test_equals(value: Value, expected: bool | None) -> None:
    assert value.equals("NONE").value is expected


def test_some_allowed_values_are_bad() -> None:
    answer = parameter("NONE", "AWS_IAM").equals("NONE")
    assert answer.value is None
    assert answer.possible


def test_an_open_parameter_is_neither_possible_nor_refuted() -> None:
    answer = parameter().equals("NONE")
    assert not answer.possible
    assert not answer.refuted
    assert not (~answer).possible


def test_a_choice_says_when() -> None:
    answer = choice(known("AWS_IAM"), known("NONE")).equals("NONE")
    assert answer.possible
    assert [str(case.guard) for case in answer.cases if case.holds] == ["IsProd is false"]


def test_a_reference_is_no_wildcard() -> None:
    assert Ref(target="Table", attribute="Arn").equals("*").refuted
    assert Ref(target="Table").equals("orders").value is None


def test_defaults_fill_only_what_is_absent() -> None:
    filled = choice(known(30), NOTHING).or_default(3, "AWS default")
    assert filled.more_than(10).possible
    assert [value.known() for _, value in filled.cases()] == [30, 3]
    assert known(5).or_default(3, "AWS default").known() == 5


@pytest.mark.parametrize("word", [True, "true", "True", "yes", "on", 1])
def test_switches(word: bool | str | int) -> None:
    assert known(word).is_true().certain
    assert known(word).is_false().refuted


def test_absent_is_neither_on_nor_off() -> None:
    assert NOTHING.is_true().refuted
    assert NOTHING.is_false().refuted
    assert NOTHING.is_absent().certain
    assert choice(known("a"), NOTHING).is_absent().value is None


def test_lists_leave_out_what_a_choice_does_not_give() -> None:
    items = sequence([known("a"), choice(known("*"), NOTHING)])
    assert [item.text() for _, item in items.items()] == ["a", "*"]
    answer = items.any(lambda item: item.equals("*"))
    assert answer.possible
    assert not answer.certain


def test_a_single_value_counts_as_a_list_of_one() -> None:
    assert known("*").any(lambda item: item.equals("*")).certain
    assert NOTHING.any(lambda item: item.equals("*")).refuted
    assert NOTHING.all(lambda item: item.equals("*")).certain


def test_reaching_into_a_choice() -> None:
    value = choice(mapping({"Mode": known("Active")}), NOTHING)
    mode = value.at("Mode")
    assert mode.equals("Active").possible
    assert isinstance(mapping({}).get("x"), Absent)
    assert isinstance(parameter().get("x"), Unknown)


segments = st.lists(
    st.one_of(
        st.text("ab*:", min_size=1, max_size=3).map(known),
        st.builds(lambda name: Ref(target=name), st.sampled_from("XYZ")),
    ),
    min_size=1,
    max_size=5,
)


@given(segments, st.lists(st.text("ab*:", max_size=3), min_size=5, max_size=5))
def test_text_is_never_denied_what_it_may_be(
    pieces: list[Known | Ref], fillings: list[str]
) -> None:
    """However the holes are filled, the answers for the text hold for what comes out."""
    text = Text(segments=tuple(pieces))
    filled = "".join(
        piece.text() if isinstance(piece, Known) else filling
        for piece, filling in zip(pieces, fillings, strict=False)
    )
    assert not text.equals(filled).refuted
    assert text.startswith("a").value in (None, filled.startswith("a"))
    assert text.endswith("a").value in (None, filled.endswith("a"))
    assert text.contains("ab").value in (None, "ab" in filled)


def test_an_identifier_that_is_looked_up_is_a_name() -> None:
    arn = Unknown(kind=UnknownKind.DATA_SOURCE, name="data.aws_sns_topic.news.arn")
    text = Unknown(kind=UnknownKind.DATA_SOURCE, name="data.http.rules.body")
    assert arn.equals("*").refuted
    assert arn.equals("news").value is None
    assert text.equals("*").value is None
