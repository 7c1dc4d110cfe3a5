"""Patterns that are compiled at the first question answer as those of the standard library."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crenel.pattern import Pattern, compiled_when_asked

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


def test_what_a_library_compiles_while_it_loads_waits_to_be_asked():
    compiled = re.compile
    with compiled_when_asked():
        held = re.compile("a(b)", re.IGNORECASE)
        assert isinstance(held, Pattern)
        assert held.search("xAB")[1] == "B"
    assert re.compile is compiled
    assert (held.pattern, held.groups) == ("a(b)", 1)
    with pytest.raises(ValueError, match="while it loads"), compiled_when_asked():
        raise ValueError("while it loads")
    assert re.compile is compiled


def test_the_pure_half_of_pyyaml_still_answers():
    program = """
from crenel.readers.text.pyyaml import yaml
text = "a: 2026-11-28\\nb: 1.5\\nc: yes\\nd: ~\\ne: [0x1F, 1:30]\\n<<: {f: 1}\\n"
pure = yaml.load(text, Loader=yaml.SafeLoader)
assert pure == yaml.load(text, Loader=yaml.CSafeLoader), pure
print(pure, yaml.safe_dump({"x": ["1.0", "yes", 1.0]}))
try:
    yaml.load("a: \\x07", Loader=yaml.SafeLoader)
except yaml.reader.ReaderError as error:
    print(error.reason)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "datetime.date(2026, 11, 28)" in done.stdout
    assert "'e': [31, 90]" in done.stdout
    assert "special characters are not allowed" in done.stdout
