"""Places in a text: lines begin where a line break of any kind ends."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from crenel.model.source import Source

PARTS = ["\n", "\r", "\r\n", "a", "é", "😀", "\u2028", "\x0c"]
TEXTS = st.lists(st.sampled_from(PARTS)).map("".join)


@given(TEXTS)
def test_lines_begin_after_each_break(text):
    ends = [one.end() for one in re.finditer(r"\r\n|\r|\n", text)]
    assert Source("a.yaml", text).line_starts == [0, *ends]


@given(TEXTS)
def test_every_offset_has_one_place_and_it_leads_back(text):
    source = Source("a.yaml", text)
    for offset in range(len(text) + 1):
        line, column = source.place(offset)
        assert source.line_starts[line - 1] + column - 1 == offset


def test_the_text_of_a_line_has_no_break():
    source = Source("a.yaml", "one\r\ntwo\nthree")
    assert [source.line(number) for number in range(5)] == ["", "one", "two", "three", ""]
