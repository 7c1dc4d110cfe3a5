"""Patterns that are compiled at the first question answer as those of the standard library."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crenel.pattern import Pattern

EXPRESSIONS = [r"a+", r"(a)(b)?", r"^b|a$", r"\w*?b", r""]


@given(st.sampled_from(EXPRESSIONS), st.text("abc\n", max_size=12))
def test_it_answers_as_the_standard_library_does(expression, text):
    ours, theirs = Pattern(expression), re.compile(expression)
    for method in ("match", "fullmatch", "search"):
        mine, other = getattr(ours, method)(text), getattr(theirs, method)(text)
        assert (mine and mine.span()) == (other and other.span())
    assert [one.span() for one in ours.finditer(text)] == [
        one.span() for one in theirs.finditer(text)
    ]
    assert ours.findall(text) == theirs.findall(text)
    assert ours.split(text) == theirs.split(text)
    assert ours.sub("-", text) == theirs.sub("-", text)


def test_flags_and_bytes_count():
    assert Pattern("abc", re.IGNORECASE).match("ABC")
    assert Pattern(rb"\d+").findall(b"a1b22") == [b"1", b"22"]


def test_a_bad_expression_is_told_at_the_first_question():
    broken = Pattern("(")
    with pytest.raises(re.error):
        broken.match("")


def test_what_no_pattern_has_is_an_error():
    with pytest.raises(AttributeError):
        _ = Pattern("a").nothing
