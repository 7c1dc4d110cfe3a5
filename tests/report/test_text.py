"""What a person sees, to the letter."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.build import (
    CODE,
    SOURCE,
    at,
    busy_report,
    report,
    settings,
    verdict,
)

from crenel.model.source import Source
from crenel.model.verdict import Coverage, Evidence, Outcome, Severity, Unread, Warning  # noqa: A004
from crenel.report.frame.cells import Stretch, cut, width, wrap
from crenel.report.render import render
from crenel.report.settings import View


def text(made, **given_settings):
    return render("text", made, settings(**given_settings))


def frame_of(one, **given_settings):
    """The frame alone."""
    return text(report(one), **given_settings).split("\n\n")[0] + "\n"


def closing_of(made, **given_settings):
    """What stands after the frames."""
    return text(made, **given_settings).split("\n\n")[-1]


def test_a_whole_report():
    assert text(busy_report()) == WHOLE


WHOLE = """\
critical[injected-code]: the request body is run as code
 --> src/app.py:4:5 Api (AWS::Serverless::Function)
  |
4 |     eval(event['body'])
  |     ^^^^^^^^^^^^^^^^^^^
 ::: template.yaml:9:7 the handler of Api
  |
  = certainty: likely, it rests on a default, or on a reading of code
  = why: crenel explain injected-code

high[public-function-url]: anyone on the internet can run code that may delete
  every table
  --> template.yaml:20:9 Api (AWS::Serverless::Function)
   |
14 |               Action: "*"
   |               ----------- power: this role can do anything in the account
...
20 |         AuthType: NONE
   |         ^^^^^^^^^^^^^^ entry: no caller identity is required
   |
   = certainty: certain, proved from what is written
   = fix: set AuthType to AWS_IAM, or put an API with an authorizer before the
          function
   = why: crenel explain public-function-url

medium[no-log-retention]: logs are kept for ever
 --> template.yaml:6:3 Api (AWS::Serverless::Function)
  |
6 |   Api:
  |   ^^^^
  |
  = certainty: certain, proved from what is written
  = accepted: expired on 2026-01-01: later
  = why: crenel explain no-log-retention

3 findings: 1 critical, 1 high, 1 medium; 1 accepted
hidden in this view (act): 1 may-fail, 1 undecided, 1 low; --view review shows 2
  of them, --view audit all
checked 4 files (1 sam): 1 function (1 with code), 2 resources, 1 entry point;
  not read: 1 file; unknown: 1 value; undecided: 1 verdict
not read: broken.yaml:3:7 a key without a value
giving `Stage` decides 1 of 1 undecided
warning: crenel.toml:4: this acceptance is used by nothing
next: mend src/app.py:4:5 first; `crenel explain injected-code` tells why and
  how
"""


def test_the_whole_audit():
    assert text(busy_report(), view=View.AUDIT, width=96) == AUDIT


AUDIT = """\
critical[injected-code]: the request body is run as code
 --> src/app.py:4:5 Api (AWS::Serverless::Function)
  |
4 |     eval(event['body'])
  |     ^^^^^^^^^^^^^^^^^^^
 ::: template.yaml:9:7 the handler of Api
  |
  = certainty: likely, it rests on a default, or on a reading of code
  = why: crenel explain injected-code

accepted critical[wildcard-action]: wildcard-action does not hold
  --> template.yaml:14:15 Api (AWS::Serverless::Function)
   |
14 |               Action: "*"
   |               ^^^^^^^^^^^
   |
   = certainty: certain, proved from what is written
   = accepted: until 2027-01-01 by @ops: break glass
   = fix: name the actions that the code needs
   = why: crenel explain wildcard-action

high[public-function-url]: anyone on the internet can run code that may delete every table
  --> template.yaml:20:9 Api (AWS::Serverless::Function)
   |
14 |               Action: "*"
   |               ----------- power: this role can do anything in the account
...
20 |         AuthType: NONE
   |         ^^^^^^^^^^^^^^ entry: no caller identity is required
   |
   = certainty: certain, proved from what is written
   = fix: set AuthType to AWS_IAM, or put an API with an authorizer before the function
   = why: crenel explain public-function-url

may-fail high[plain-secret]: plain-secret does not hold
  --> template.yaml:18:11 Api (AWS::Serverless::Function)
   |
18 |           STAGE: !Ref Stage
   |           ^^^^^^^^^^^^^^^^^
   |
   = certainty: possible, it holds in some deployments
   = needs: Stage (give with --param NAME=VALUE)
   = why: crenel explain plain-secret

undecided high[unpinned-layer]: unpinned-layer does not hold
  --> template.yaml:10:7 Api (AWS::Serverless::Function)
   |
10 |       Runtime: python3.12
   |       ^^^^^^^^^^^^^^^^^^^
   |
   = needs: Stage (give with --param NAME=VALUE)
   = why: crenel explain unpinned-layer

medium[no-log-retention]: logs are kept for ever
 --> template.yaml:6:3 Api (AWS::Serverless::Function)
  |
6 |   Api:
  |   ^^^^
  |
  = certainty: certain, proved from what is written
  = accepted: expired on 2026-01-01: later
  = why: crenel explain no-log-retention

low[bucket-logging]: bucket-logging does not hold
  --> template.yaml:21:3 Orders (AWS::S3::Bucket)
   |
21 |   Orders:
   |   ^^^^^^^
   |
   = certainty: certain, proved from what is written
   = why: crenel explain bucket-logging

5 findings: 1 critical, 2 high, 1 medium, 1 low; 1 accepted
checked 4 files (1 sam): 1 function (1 with code), 2 resources, 1 entry point; not read: 1 file;
  unknown: 1 value; undecided: 1 verdict
not read: broken.yaml:3:7 a key without a value
giving `Stage` decides 1 of 1 undecided
warning: crenel.toml:4: this acceptance is used by nothing
next: mend src/app.py:4:5 first; `crenel explain injected-code` tells why and how
"""


def test_gaps_are_elided_and_a_single_line_between_is_shown():
    one = verdict(
        words="AuthType: NONE",
        evidence=(
            Evidence(at("FunctionUrlConfig:"), "here"),
            Evidence(at("STAGE:"), "two above"),
            Evidence(at("Stage:"), "far above"),
        ),
    )
    assert frame_of(one) == ELIDED


ELIDED = """\
high[public-function-url]: public-function-url does not hold
  --> template.yaml:20:9 Api (AWS::Serverless::Function)
   |
 3 |   Stage:
   |   ------ far above
...
18 |           STAGE: !Ref Stage
   |           ------ two above
19 |       FunctionUrlConfig:
   |       ------------------ here
20 |         AuthType: NONE
   |         ^^^^^^^^^^^^^^
   |
   = certainty: certain, proved from what is written
   = fix: set AuthType to AWS_IAM, or put an API with an authorizer before the
          function
   = why: crenel explain public-function-url
"""

ODD = Source(
    "odd.yaml",
    "first: 1\n"
    "\tTabbed:\tvalue\n"
    'b: 全角 Role: "*"  # 🏰\n'
    "c: e\u0301te\u0301 Action: x\n"
    'evil: "\x1b[31mred\u202egnp" Resource: y\n'
    f"k: {'x' * 300} NEEDLE {'y' * 9000}\n"
    "Statement: [{Effect: Allow, Action: all}]\n"
    "last: z",
)


def shown_lines(words, width=60, **fields):
    """The lines of the excerpt."""
    made = frame_of(verdict("odd", words, source=ODD, **fields), width=width)
    return made.split("\n  |\n")[1].split("\n")


def test_tabs_are_four_columns():
    assert shown_lines("value") == [
        "2 |     Tabbed:    value",
        "  |                ^^^^^",
    ]


def test_wide_characters_are_two_columns():
    assert shown_lines('Role: "*"', evidence=(Evidence(at("角", ODD), "wide"),)) == [
        '3 | b: 全角 Role: "*"  # 🏰',
        "  |      -- wide",
        "  |         ^^^^^^^^^",
    ]


def test_combining_characters_take_none():
    assert shown_lines("Action: x")[1] == "  |        ^^^^^^^^^"


def test_control_characters_are_spelled_and_counted():
    assert shown_lines("Resource: y") == [
        '5 | evil: "\\x1b[31mred\\u202egnp" Resource: y',
        "  |                              ^^^^^^^^^^^",
    ]


def test_a_long_line_is_cut_around_the_carets():
    assert shown_lines("NEEDLE") == [
        "6 | ...xxxxxxxxxxxxxxxxxxxxx NEEDLE yyyyyyyyyyyyyyyyyyyyy...",
        "  |                          ^^^^^^",
    ]


def test_a_long_note_stands_on_lines_of_its_own():
    note = "it allows, and this says so at such length that it cannot stand beside the carets"
    assert shown_lines("Allow", evidence=(Evidence(at("Allow", ODD), note),)) == [
        "7 | Statement: [{Effect: Allow, Action: all}]",
        "  |                      ^^^^^",
        "  |         it allows, and this says so at such length that",
        "  |         it cannot stand beside the carets",
    ]


def test_a_span_of_many_lines_is_underlined_on_its_first():
    assert shown_lines("Statement: [{Effect: Allow, Action: all}]\nlast") == [
        "7 | Statement: [{Effect: Allow, Action: all}]",
        f"  | {'^' * 41}",
    ]


def test_evidence_in_another_file():
    one = verdict(evidence=(Evidence(at("eval", CODE), "runs what it is sent"),))
    assert " ::: src/app.py:4:5 runs what it is sent" in frame_of(one)


def test_too_much_evidence_is_counted():
    words = ["Transform", "Parameters", "Stage", "Type", "Resources", "Api", "Handler", "Runtime"]
    many = tuple(Evidence(at(word), word) for word in [*words, "Policies", "Statement"])
    made = frame_of(verdict(evidence=many))
    assert "= also: 2 more places (--format json names them)" in made
    assert "Policies" not in made


def test_at_most_ten_frames_and_the_rest_counted():
    many = [verdict(f"a-{number:02}") for number in range(10)]
    more = [verdict("wild"), verdict("wild", identity="b"), verdict("other"), verdict("z-last")]
    made = text(report(*many, *more))
    assert made.count(" --> ") == 10
    assert "and 4 more: 2 wild, 1 other, 1 z-last\n" in made
    assert "14 findings: 14 high\n" in made
    assert text(report(*many, *more), shown_at_most=3).count(" --> ") == 3


def test_many_of_one_control_hide_no_other():
    words = (
        "Transform",
        "Parameters",
        "Stage",
        "Type",
        "Resources",
        "Api",
        "Properties",
        "Handler",
    )
    more = ("Runtime", "Policies", "Statement", "Effect")
    alike = [verdict("a-many", one) for one in (*words, *more)]
    made = text(report(*alike, verdict("b-other"), verdict("c-last")), shown_at_most=6)
    assert made.count("[a-many]") == 4
    assert made.index("[a-many]") < made.index("[b-other]") < made.index("[c-last]")
    assert "and 8 more: 8 a-many\n" in made
    assert text(report(*alike)).count("[a-many]") == 10


def test_what_is_written_once_for_many_is_shown_once():
    names = [f"Function{number}" for number in range(12)]
    alike = [verdict("a-many", logical_id=name, address=f"t::{name}") for name in names]
    elsewhere = verdict("a-many", "Transform", logical_id="Other")
    made = text(report(*alike, elsewhere, verdict("b-other")), width=100)
    assert made.count("[a-many]") == 2
    told = (
        "= same for: Function1, Function10, Function11, Function2, Function3, Function4, Function5,"
    )
    assert f"   {told}\n               Function6 and 3 more\n   = certainty" in made
    assert "more:" not in made
    assert "14 findings: 14 high\n" in made


def test_a_namesake_in_another_application_is_shown_by_its_address():
    first, second = (verdict("a", logical_id="F", address=f"{name}::F") for name in "xy")
    assert "= same for: y::F\n" in text(report(first, second))


def test_other_answers_at_the_same_place_are_not_the_same():
    made = text(
        report(verdict("a"), verdict("b"), verdict("a", outcome=Outcome.MAY_FAIL)), view=View.REVIEW
    )
    assert "same for" not in made


def test_names_are_given_for_what_is_undecided():
    made = report(
        verdict(outcome=Outcome.UNDECIDED, needs=("Stage",)),
        verdict(outcome=Outcome.UNDECIDED, needs=("Stage", "KmsArn")),
        verdict(outcome=Outcome.UNDECIDED),
    )
    assert closing_of(made, width=120) == (
        "no findings\n"
        "hidden in this view (act): 3 undecided; --view audit shows them\n"
        "checked 2 files (1 sam): 1 function (1 with code), 2 resources, 1 entry point; "
        "not read: 0 files; unknown: 0 values;\n"
        "  undecided: 3 verdicts\n"
        "giving `KmsArn` and `Stage` decides 2 of 3 undecided\n"
        "next: decide what is undecided with "
        "`crenel check --param KmsArn=VALUE --param Stage=VALUE`\n"
    )


def test_a_comparison():
    made = report(
        verdict("old", identity="old"),
        verdict("new", identity="new", severity=Severity.CRITICAL),
        compared_with="origin/main",
        known_before=frozenset({"old"}),
        fixed_since=("gone",),
    )
    shown = text(made)
    assert "critical[new]" in shown
    assert "high[old]" not in shown
    assert "1 new finding: 1 critical\n" in shown
    assert "compared with origin/main: 1 new, 1 still there (1 old), 1 fixed\n" in shown


def test_nothing_to_analyse_says_what_to_do():
    assert closing_of(report(root="shop", coverage=Coverage())) == (
        "nothing was judged\n"
        "checked 0 files: 0 functions (0 with code), 0 resources, 0 entry points;\n"
        "  not read: 0 files; unknown: 0 values; undecided: 0 verdicts\n"
        "next: nothing under shop looks like a serverless application; name a folder that\n"
        "  holds a template, such as template.yaml\n"
    )


def test_a_clean_report():
    assert closing_of(report()).splitlines()[0] == "no findings"
    assert closing_of(report()).splitlines()[-1] == (
        "next: `crenel map` shows what was understood of the application"
    )


def test_each_unread_place_is_named_up_to_ten():
    unread = [Unread(file=f"{number:02}.yaml", reason="no key", line=2) for number in range(13)]
    shown = closing_of(report(coverage=Coverage(unread=unread)), prefix="shop")
    assert shown.count("not read: shop/") == 10
    assert shown.endswith("next: nothing could be judged; mend what was not read first\n")
    assert "not read: shop/09.yaml:2:1 no key\nnot read: 3 more (--format json names them)" in shown
    assert "not read: 13 files" in shown


def test_warnings_are_capped():
    warnings = tuple(Warning(message=f"mend {number}") for number in range(12))
    shown = closing_of(report(warnings=warnings))
    assert shown.count("warning: mend") == 10
    assert "warning: 2 more" in shown


def test_passes_are_listed_when_asked():
    one = verdict("fine", outcome=Outcome.PASSES)
    assert "passes[fine]" not in text(report(one))
    assert "passes[fine]: template.yaml:20:9 Api\n" in text(report(one), verdicts="all")


def test_low_findings_are_shown_where_they_gate():
    low = report(verdict("tiny", severity=Severity.LOW))
    assert "low[tiny]" not in text(low)
    assert "--view review shows them" in text(low)
    assert "low[tiny]" in text(low, fail_on=Severity.LOW)


def test_the_prefix_makes_places_clickable():
    assert "--> shop/template.yaml:20:9 " in text(report(verdict()), prefix="shop/")
    assert "next: mend shop/template.yaml:20:9 first" in text(report(verdict()), prefix="shop/")
    assert "--> template.yaml:20:9 " in text(report(verdict()), prefix=".")


def test_colours_say_nothing_that_words_do_not():
    plain = text(busy_report(), view=View.AUDIT, verdicts="all")
    painted = text(busy_report(), view=View.AUDIT, verdicts="all", color=True)
    assert "\x1b[1;31mcritical[injected-code]:\x1b[0m" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain


@pytest.mark.parametrize("columns", [80, 120])
def test_nothing_is_wider_than_the_terminal(columns):
    for view in View:
        for line in text(busy_report(), view=view, width=columns).splitlines():
            assert width(line) <= columns


def test_an_endless_line_is_cut_quickly():
    source = Source("bundle.js", "x" * 2_000_000 + "eval(y)" + "z" * 2_000_000)
    made = frame_of(verdict(words="eval(y)", source=source))
    assert len(made) < 1000
    assert "eval(y)" in made


@given(
    st.text(st.characters(exclude_categories=()), max_size=200),
    st.integers(0, 220),
    st.integers(1, 220),
    st.integers(24, 100),
)
def test_a_cut_line_fits_and_its_marks_are_inside(line, start, length, room):
    made = cut(line, [Stretch(start, length)], room)
    assert width(made.text) <= max(room, 30)
    (mark,) = made.marks
    assert mark.length >= 1
    assert 0 <= mark.start <= width(made.text)
    assert mark.end <= width(made.text) + 1


@given(st.text(max_size=200), st.integers(10, 60))
def test_wrapping_loses_no_word(words, room):
    lines = wrap(words, room)
    assert " ".join(lines).split() == " ".join(wrap(words, 10_000)).split()


def test_text_loads_neither_rich_nor_other_formats():
    program = (
        "import sys; from crenel.report.render import find; find('text'); "
        "print(sorted(name for name in sys.modules if name.startswith(('rich', 'xml', "
        "'crenel.report.formats.'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['crenel.report.formats.text']"


def test_the_source_of_the_tests_is_what_it_seems():
    assert SOURCE.line(20).strip() == "AuthType: NONE"
