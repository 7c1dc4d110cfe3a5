"""Escapes: what is shown is what was written, and nothing more happens."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.report.test_hostile import NASTY

from crenel.report.escape import code_span, markdown, utf8, visible

anything = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=()), max_size=40)
marks = st.text("`|\\ a<&*_#@[]()!~:/w.=-", max_size=12)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain [text] ü 全 🏰", "plain [text] ü 全 🏰"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\x9b \x7f \x85", "\\x9b \\x7f \\x85"),
        ("a\nb\r\tc", "a\\nb\\x0d c"),
        ("\u202e \u2066 \u200b \ufeff", "\\u202e \\u2066 \\u200b \\ufeff"),
        ("\ud800 \ufffe", "\\ud800 \\ufffe"),
        ("\U000e0041", "\\U000e0041"),
        ("## heading ##[group] ##vso[x]", "## heading #\\x23[group] #\\x23vso[x]"),
    ],
)
def test_what_cannot_be_seen_is_spelled(text, shown):
    assert visible(text) == shown


@given(anything)
def test_spelling_twice_is_spelling_once(text):
    assert visible(visible(text)) == visible(text)


@given(anything)
def test_utf8_is_encodable_and_touches_nothing_else(text):
    safe = utf8(text)
    safe.encode("utf-8")
    if not any("\ud800" <= char <= "\udfff" for char in text):
        assert safe == text


def cells(*written):
    """The inline tokens of each cell of a row, as a reader of Markdown sees them."""
    row = f"|{'|'.join(' x ' for _ in written)}|\n|{'---|' * len(written)}\n"
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = parser.parse(f"{row}| {' | '.join(written)} |\n")
    return [token.children or [] for token in tokens if token.type == "inline"][len(written) :]


@given(anything | marks)
@example("`")
@example("``a`")
@example("a|b")
@example("a\\|b")
@example("\\")
@example(" ` ")
def test_a_code_span_holds_in_a_table(text):
    first, second = cells(code_span(text), "end")
    assert [token.type for token in first] == ["code_inline"]
    assert [token.content for token in second] == ["end"]
    shown = visible(text).strip().replace("\\|", "\\ |")
    assert first[0].content.strip() == shown.strip()


@given(anything | marks)
@example("a|b\\|c")
@example("![x](y) [z](w) <b> &lt; `c` **d** ~~e~~ \\")
@example("- a")
@example("https://x.example www.x.example @a #1")
def test_text_holds_in_a_table_and_is_only_text(text):
    first, second = cells(markdown(text), "end")
    assert {token.type for token in first} <= {"text", "text_special"}
    assert [token.content for token in second] == ["end"]
    read = "".join(token.content for token in first).replace("\u200b", "")
    assert " ".join(read.split()) == " ".join(visible(text).split())
