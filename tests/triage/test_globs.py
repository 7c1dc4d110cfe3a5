"""Globs against the obvious meaning, and against patterns made to take for ever."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crenel.triage.globs import covers, matches


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("t.yaml::A", "t.yaml::A", True),
        ("t.yaml::A", "t.yaml::AB", False),
        ("t.yaml::*", "t.yaml::AB", True),
        ("*::A", "t.yaml::A", True),
        ("*::A", "x/t.yaml::A", False),
        ("**::A", "x/t.yaml::A", True),
        ("**/t.yaml::?", "t.yaml::A", True),
        ("**/t.yaml::?", "a/b/t.yaml::A", True),
        ("**/t.yaml::?", "a/bt.yaml::A", False),
        ("?", "/", False),
        ('m.tf::aws_x.y["k"]', 'm.tf::aws_x.y["k"]', True),
        ('m.tf::aws_x.y["*"]', 'm.tf::aws_x.y["k"]', True),
        ("[ab]", "a", False),
        ("a.c", "abc", False),
        ("**", "", True),
        ("*", "", True),
        ("", "", True),
        ("*", "a\nb", True),
    ],
)
def test_meaning(pattern: str, text: str, expected: bool) -> None:
    assert matches(pattern, text) is expected


def regex(pattern: str) -> str:
    parts = re.findall(r"\*\*/|\*\*+|\*|\?|[^*?]", pattern, re.DOTALL)
    meaning = {"**/": "(?:.*/)?", "*": "[^/]*", "?": "[^/]"}
    return "".join(
        meaning.get(part, ".*" if part.startswith("**") else re.escape(part)) for part in parts
    )


@given(st.text("ab/*?", max_size=8), st.text("ab/", max_size=8))
def test_same_as_the_regular_expression(pattern: str, text: str) -> None:
    assert matches(pattern, text) is bool(re.fullmatch(regex(pattern), text, re.DOTALL))


def test_hostile_patterns_end() -> None:
    started = time.process_time()
    assert not matches("*a" * 250, "a" * 240 + "b")
    assert not matches("**/" * 160 + "x", "a/" * 200)
    assert time.process_time() - started < 5


def test_folders_cover_what_is_in_them() -> None:
    assert covers("build/", "build/a/t.yaml")
    assert covers("**/build", "x/build/t.yaml")
    assert not covers("build", "x/build/t.yaml")
