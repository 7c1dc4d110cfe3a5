"""Acceptances in comments: what counts as one, what it speaks of, and what is told otherwise."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from tests.triage.build import CONTROL, TODAY, judged, known

from crenel.model.source import Source
from crenel.model.verdict import Outcome, Verdict
from crenel.triage.acceptance import apply
from crenel.triage.claim import Found, OfLine
from crenel.triage.inline import inline

TERMS = 'until=2027-03-01 by=@payments reason="public health probe"'
ACCEPT = f"crenel: accept[{CONTROL}] {TERMS}"

TEMPLATE = """\
Parameters:
  Auth:
    Type: String
    Default: NONE{default}
Resources:
{before}  OrdersUrl:{name}
    Type: AWS::Lambda::Url
    Properties:
      TargetFunctionArn: arn:aws:lambda:eu-west-1:111122223333:function:orders
{above}      AuthType: !Ref Auth{at}
  AdminUrl:
    Type: AWS::Lambda::Url
    Properties:
      TargetFunctionArn: arn:aws:lambda:eu-west-1:111122223333:function:admin
      AuthType: NONE
"""
PLACES = ("default", "before", "name", "above", "at")


def template(**comments: str) -> str:
    return TEMPLATE.format(**{place: comments.get(place, "") for place in PLACES})


def outcomes(folder: Path, text: str, name: str = "t.yaml") -> dict[str, Outcome]:
    (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    run = judged(folder)
    assert not run.unread, run.unread
    verdicts, _ = apply(run.verdicts, run.found.claims, TODAY, known())
    return {verdict.logical_id: verdict.outcome for verdict in verdicts}


@pytest.mark.parametrize(
    "comments",
    [
        {"before": f"  # {ACCEPT}\n"},
        {"before": f"# {ACCEPT}\n\n  # more about it\n\n"},
        {"name": f"  # {ACCEPT}"},
        {"above": f"      #{ACCEPT}\n"},
        {"at": f" ## {ACCEPT}"},
        {"default": f" # {ACCEPT}"},
        {"at": f" # crenel: accept[x, ENT-001 ,y]   {TERMS}  "},
        {"at": f" # crenel:accept [{CONTROL}] reason=fine until='2027-03-01'"},
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_accepts(tmp_path: Path, comments: dict[str, str], newline: str) -> None:
    text = template(**comments).replace("\n", newline)
    assert outcomes(tmp_path, text) == {"OrdersUrl": Outcome.ACCEPTED, "AdminUrl": Outcome.FAILS}


@pytest.mark.parametrize(
    "text",
    [
        template(),
        template(name=f" # crenel: accept[other] {TERMS}"),
        template(default=f"\n    Description: 'a # {ACCEPT}'"),
        template(above=f"      # see # {ACCEPT}\n"),
        template(above=f"      InvokeMode: |\n        # {ACCEPT}\n        AuthType\n"),
        template(above=f"      InvokeMode: >-\n        x\n\n        # {ACCEPT}\n"),
        template(
            above=f'      InvokeMode: "x\n        # {ACCEPT.replace(chr(34), "")}\n\n        "\n'
        ),
    ],
)
def test_is_no_acceptance(tmp_path: Path, text: str) -> None:
    assert set(outcomes(tmp_path, text).values()) == {Outcome.FAILS}


def test_first_value_of_a_key_written_twice_is_text() -> None:
    source = Source("t.yaml", f"a: |\n  # {ACCEPT}\n  x\na: 1\n")
    assert inline([source], []) == Found()


def test_comment_on_the_first_line_of_a_block_scalar() -> None:
    found = inline([Source("t.yaml", f"a: !Sub | # {ACCEPT}\n  x # {ACCEPT}\n")], [])
    assert [claim.where[1] for claim in found.claims] == [1]


def test_comment_at_the_end_of_a_line_speaks_of_no_other(tmp_path: Path) -> None:
    text = template(above=f"      InvokeMode: BUFFERED # {ACCEPT}\n")
    assert set(outcomes(tmp_path, text).values()) == {Outcome.FAILS}


def test_json_with_comments(tmp_path: Path) -> None:
    text = (
        '{"Resources": {\n  // ' + ACCEPT + "\n  /* the URL */\n\n"
        '  "OrdersUrl": {"Type": "AWS::Lambda::Url", "Properties": {\n'
        '    "TargetFunctionArn": "http://x // ' + ACCEPT.replace('"', "'") + '",\n'
        '    "AuthType": "NONE"}}\n}}'
    )
    assert outcomes(tmp_path, text, "t.json") == {"OrdersUrl": Outcome.ACCEPTED}


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("a.py", f"# {ACCEPT}\neval(x)\n", [2]),
        ("a.py", f"eval(x)  # {ACCEPT}\n", [1]),
        ("a.py", f'"""\n# {ACCEPT.replace(chr(34), "")}\n"""\nx = "# {ACCEPT[:30]}"\n', []),
        ("a.py", f"x = '''# {ACCEPT}\n", []),
        ("a.py", f"x = 'it\\'s # {ACCEPT}\n# {ACCEPT}\ny = 1\n", [3]),
        ("a.js", f"// {ACCEPT}\n/* more */\n\neval(x)\n", [4]),
        ("a.ts", f"const u = 'http://x'; // {ACCEPT}\n", [1]),
        ("a.js", f"x = `\n// {ACCEPT}\n`\n", []),
        ("a.js", f"/*\n// {ACCEPT}\n*/\n", []),
        ("a.js", f"// {ACCEPT}\n#secret = 1\n", [2]),
    ],
)
def test_code(name: str, text: str, lines: list[int]) -> None:
    found = inline([Source(name, text)], [])
    assert [claim.target for claim in found.claims] == [OfLine(name, line) for line in lines]


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("crenel: accept", "names no control"),
        ("crenel: accept[]" + TERMS, "names no control"),
        (f"crenel: accept[a,,b] {TERMS}", "names no control"),
        (f"crenel: accept[{CONTROL} {TERMS}", "bracket is not closed"),
        (f"crenel: accept[{CONTROL}]", "no reason"),
        (f"crenel: accept[{CONTROL}] until=2027-03-01", "no reason"),
        (f'crenel: accept[{CONTROL}] until=2027-03-01 reason=" "', "no reason"),
        (f"crenel: accept[{CONTROL}] reason=x", "no expiry"),
        (f"crenel: accept[{CONTROL}] reason=x until=soon", "no day like"),
        (f"crenel: accept[{CONTROL}] reason=x until=2027-02-29", "no day like"),
        (f"crenel: accept[{CONTROL}] reason=x untill=2027-03-01", "Did you mean until"),
        (f"crenel: accept[{CONTROL}] reason=x reason=y until=2027-03-01", "says reason twice"),
        (f"crenel: accept[{CONTROL}] reason=two words until=2027-03-01", "is not understood"),
        (f'crenel: accept[{CONTROL}] until=2027-03-01 reason="open', "is not understood"),
        (f"crenel: acept[{CONTROL}] {TERMS}", "Did you mean accept"),
        (f"crenel: ignore[{CONTROL}] {TERMS}", "knows no 'ignore'"),
        (f"crenel: accept[{CONTROL}] {TERMS} " + "x" * 100_000, "2,000"),
        (f'crenel: accept[{CONTROL}] until=2027-03-01 reason="{"x" * 1500}"', "1,000"),
    ],
)
def test_is_told_and_accepts_nothing(comment: str, words: str) -> None:
    found = inline([Source("t.yaml", f"a: 1\n# {comment}\nb: 2\n")], [])
    assert not found.claims
    [warning] = found.warnings
    assert words in warning.message
    assert (warning.file, warning.line) == ("t.yaml", 2)
    assert len(warning.message) < 400


@pytest.mark.parametrize("comment", ["crenel: finds", "crenel: see the docs", "crenel", "crenel:"])
def test_other_comments_are_left_alone(comment: str) -> None:
    assert inline([Source("t.yaml", f"# {comment}\na: 1\n")], []) == Found()


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (r'"say \"hi\" \\ there"', r'say "hi" \ there'),
        ("'it says \"hi\" \\'", 'it says "hi" \\'),
        ('"until=2030-01-01 by=me"', "until=2030-01-01 by=me"),
        ('"\x1b[31mred\u202e"', "\x1b[31mred\u202e"),
        ("a=b", "a=b"),
    ],
)
def test_reasons(written: str, reason: str) -> None:
    text = f"x = 1  # crenel: accept[a] reason={written} by=me until=2027-03-01\n"
    [claim] = inline([Source("a.py", text)], []).claims
    assert (claim.terms.reason, claim.terms.by) == (reason, "me")
    assert claim.place is not None
    assert claim.place.text == text[7:].rstrip("\n")


def test_too_many_are_told() -> None:
    found = inline([Source("t.yaml", f"# {ACCEPT}\n" * 600)], [])
    assert len(found.claims) == 500
    assert [warning.line for warning in found.warnings] == [501]


@pytest.mark.parametrize(
    "text",
    [
        f"# {ACCEPT}\n" * 40_000,
        "# crenel: accept[x]" + " " * 4_000_000 + "\na: 1",
        "# crenel: accept[" + "a," * 1_000_000,
        "#" * 2_000_000 + " crenel: accept[x]",
        f"# {ACCEPT}\n" + "\n" * 500_000 + "a: 1\n",
        (f"# {ACCEPT}\n" + "#\n" * 200) * 400,
        f"# {ACCEPT}\n" * 450 + "\n" * 300_000,
        "a: '" + "# crenel: accept[x] " * 50_000 + "'",
        "a: crenel: accept[" * 10_000,
    ],
    ids=range(9),
)
@pytest.mark.parametrize("name", ["t.yaml", "a.py", "a.js"])
def test_hostile_texts_end(name: str, text: str) -> None:
    started = time.process_time()
    inline([Source(name, text.replace("#", "//") if name == "a.js" else text)], [])
    assert time.process_time() - started < 10


@pytest.mark.parametrize("name", ["a.py", "a.js"])
def test_quotes_without_end_take_linear_time(name: str) -> None:
    started = time.process_time()
    for piece in ("'''\\", '"""', "`\\", "'\\'", "/*", '"\\'):
        inline([Source(name, piece * 200_000 + " crenel: ")], [])
    assert time.process_time() - started < 20


def test_mistake_in_two_applications_is_told_once() -> None:
    found = inline([Source("t.yaml", "# crenel: accept\na: 1\n")], [])
    again = inline([Source("t.yaml", "# crenel: accept\na: 1\n")], [])
    assert len(found.warnings) == 1
    assert (found + again).warnings == found.warnings


def test_same_file_in_two_applications_counts_once(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(template(at=f" # {ACCEPT}"))
    run = judged(tmp_path)
    again = judged(tmp_path)
    claims = (*run.found.claims, *again.found.claims)
    verdicts, warnings = apply(run.verdicts, claims, TODAY, known())
    assert not warnings
    accepted = [one for one in verdicts if one.outcome is Outcome.ACCEPTED]
    assert [_terms(one) for one in accepted] == [("public health probe", "2027-03-01", "@payments")]


def _terms(verdict: Verdict) -> tuple[str, str, str]:
    assert verdict.accepted is not None
    return verdict.accepted.reason, verdict.accepted.until, verdict.accepted.by
