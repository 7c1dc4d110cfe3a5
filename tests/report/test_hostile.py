"""Names that strangers chose: no format obeys them, none breaks on them."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import msgspec
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator
from markdown_it import MarkdownIt
from tests.report.build import report, settings
from tests.report.test_json import SCHEMA as JSON_SCHEMA
from tests.report.test_sarif import SCHEMA as SARIF_SCHEMA

from crenel.model.source import Source, Span
from crenel.model.verdict import (
    Acceptance,
    Certainty,
    Coverage,
    Evidence,
    Outcome,
    Severity,
    Unread,
    Verdict,
    Warning,  # noqa: A004 - the model's word
)
from crenel.report.render import format_names, render
from crenel.report.settings import ControlText, View

NASTY = [
    "\x1b]0;owned\x07\x1b[2J",
    "\x9b31m",
    "\u202egnp.exe\u202c \u2066x\u2069",
    "\u2028\u2029\x85",
    "a\r\n::error file=x::owned",
    "::stop-commands::x",
    "##[command]x ##vso[task.setvariable]y ##teamcity[z",
    "</script><img src=x onerror=alert(1)><!-- --><details>",
    "]]>&lt;&#0;",
    "| a | b |\n|---|---|",
    "`code` ``two`` ```\nfence",
    "\\`\\|",
    "![x](https://evil.example/p.png) [y](javascript:alert(1)) <https://evil.example>",
    "https://evil.example www.evil.example a@evil.example",
    "@everyone #1 GH-1",
    "\ud800 \udfff \udc80 \ud83d",
    "\ufffe\uffff\x00\x08\x7f",
    "🏰全角e\u0301\u200d\U000e0041",
    "%0A%25 ${{ secrets.X }} {0} {{1}}",
    "",
    " ",
    "x" * 3000,
    "a " * 500,
]

anything = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=()), max_size=40)
several = st.lists(anything, max_size=4)


@st.composite
def spans(draw):
    source = Source(draw(anything), "".join(draw(several)))
    start = draw(st.integers(0, len(source.text)))
    return Span(source, start, draw(st.integers(start, len(source.text))))


@st.composite
def verdicts(draw):
    return Verdict(
        control=draw(anything),
        catalogue=draw(anything),
        severity=draw(st.sampled_from(Severity)),
        outcome=draw(st.sampled_from(Outcome)),
        certainty=draw(st.sampled_from(Certainty)),
        address=draw(anything),
        type=draw(anything),
        logical_id=draw(anything),
        span=draw(spans()),
        message=draw(anything),
        identity=draw(anything),
        evidence=tuple(draw(st.lists(st.builds(Evidence, spans(), anything), max_size=3))),
        needs=tuple(draw(several)),
        fixable=draw(st.booleans()),
        accepted=draw(st.none() | acceptances),
    )


acceptances = st.builds(
    Acceptance,
    control=anything,
    reason=anything,
    until=anything,
    by=anything,
    place=st.none() | spans(),
)

coverages = st.builds(
    Coverage,
    files=st.integers(0, 9),
    unread=st.lists(st.builds(Unread, file=anything, reason=anything), max_size=3),
    formats=st.dictionaries(anything, st.integers(0, 9), max_size=2),
)

reports = st.builds(
    lambda found, **fields: report(*found, **fields),
    st.lists(verdicts(), max_size=3),
    root=anything,
    today=anything,
    coverage=coverages,
    warnings=st.lists(st.builds(Warning, message=anything, file=anything), max_size=2).map(tuple),
    compared_with=anything,
    known_before=st.frozensets(anything, max_size=2),
    fixed_since=several.map(tuple),
)


def texts(made, given):
    """A control text for each control, as hostile as the rest."""
    return {
        one.control: ControlText(
            name=one.control,
            handle=given,
            title=given,
            summary=given,
            help_markdown=given,
            fix=given,
            maps_to=(given, given),
            aliases=(given, given),
        )
        for one in made.verdicts
    }


chosen = st.builds(
    settings,
    view=st.sampled_from(View),
    verdicts=st.sampled_from(["failing", "all"]),
    width=st.sampled_from([0, 10, 80]),
    color=st.booleans(),
    prefix=anything,
)

RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
OURS = re.compile("\x1b\\[[0-9;]+m")
COMMAND = re.compile(r"^\s*::(?!: )")


def check_text(text):
    plain = OURS.sub("", text)
    assert RAW.search(plain) is None
    assert not any(COMMAND.match(line) for line in plain.split("\n"))
    assert not re.search(r"##\w*\[", plain)


def check_github(text):
    assert RAW.search(text) is None
    command = re.compile(r"::(error|warning|notice) [a-zA-Z]+=[^,:]*(,[a-zA-Z]+=[^,:]*)*::")
    assert all(command.match(line) for line in text.split("\n")[:-1])


def check_gitlab(text):
    issues = json.loads(text)
    assert len({one["fingerprint"] for one in issues}) == len(issues)


def check_json(text):
    Draft202012Validator(JSON_SCHEMA).validate(json.loads(text))
    msgspec.json.decode(text)


def check_sarif(text):
    Draft4Validator(SARIF_SCHEMA).validate(json.loads(text))
    msgspec.json.decode(text)
    assert "primaryLocationLineHash" not in text


def check_junit(text):
    ET.fromstring(text)  # noqa: S314 - our own


SAFE_BLOCKS = (
    "heading paragraph bullet_list list_item table thead tbody tr th td strong".split()  # noqa: SIM905
)
SAFE_TOKENS = {"inline", "text", "text_special", "softbreak", "code_inline"} | {
    f"{name}_{edge}" for name in SAFE_BLOCKS for edge in ("open", "close")
}


def check_markdown(text):
    assert RAW.search(text) is None
    assert text.count("\n") <= 60
    tokens = list(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text))
    tokens += [child for token in tokens for child in token.children or []]
    assert {token.type for token in tokens} <= SAFE_TOKENS
    assert sum(token.type == "table_open" for token in tokens) <= 1
    rows = [token.type for token in tokens]
    assert rows.count("td_open") == 4 * (rows.count("tr_open") - rows.count("thead_open"))
    prose = "".join(token.content for token in tokens if token.type == "text")
    assert not re.search(r"@\w|#\d|://|www\.", prose)


CHECKS = {
    "text": check_text,
    "github": check_github,
    "gitlab": check_gitlab,
    "json": check_json,
    "sarif": check_sarif,
    "junit": check_junit,
    "markdown": check_markdown,
}


def test_every_format_is_checked():
    assert sorted(CHECKS) == format_names()


@pytest.mark.parametrize("name", sorted(CHECKS))
@budget(max_examples=60, deadline=None)
@given(made=reports, how=chosen, words=anything)
def test_no_format_obeys_a_stranger(name, made, how, words):
    how = msgspec.structs.replace(how, catalogue=texts(made, words))
    text = render(name, made, how)
    text.encode("utf-8")
    CHECKS[name](text)


@pytest.mark.parametrize("name", sorted(CHECKS))
@pytest.mark.parametrize("nasty", NASTY)
def test_each_known_trick_in_every_field(name, nasty):
    source = Source(nasty, f"{nasty}\n{nasty}: {nasty}\n")
    span = Span(source, len(nasty) // 2, len(source.text))
    one = Verdict(
        control=nasty,
        catalogue=nasty,
        severity=Severity.HIGH,
        outcome=Outcome.FAILS,
        certainty=Certainty.CERTAIN,
        address=nasty,
        type=nasty,
        logical_id=nasty,
        span=span,
        message=nasty,
        identity=nasty,
        evidence=(
            Evidence(span, nasty),
            Evidence(Span(source, 0, 1), nasty),
            Evidence(Span(Source(f"other{nasty}", nasty), 0, 0), nasty),
        ),
        needs=(nasty,),
        accepted=Acceptance(control=nasty, reason=nasty, until=nasty, by=nasty, place=span),
    )
    made = report(
        one,
        msgspec.structs.replace(one, outcome=Outcome.UNDECIDED),
        msgspec.structs.replace(one, outcome=Outcome.ACCEPTED),
        msgspec.structs.replace(one, outcome=Outcome.PASSES),
        root=nasty,
        coverage=Coverage(unread=[Unread(file=nasty, reason=nasty)], formats={nasty: 1}),
        warnings=(Warning(message=nasty, file=nasty), Warning(message=nasty)),
        compared_with=nasty,
    )
    for view in View:
        how = settings(view=view, verdicts="all", prefix=nasty, catalogue=texts(made, nasty))
        text = render(name, made, how)
        text.encode("utf-8")
        CHECKS[name](text)
