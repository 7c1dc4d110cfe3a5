"""Blank lines and comments move everything, and change no identity and nothing accepted."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.triage.build import CONTROL, TODAY, judged, known

from crenel.triage.acceptance import apply

TERMS = "until=2027-03-01 reason=fine"
TEMPLATE = f"""\
Parameters:
  Auth:
    Type: String
    Default: NONE # crenel: accept[{CONTROL}] {TERMS} by=default
Resources:
  # crenel: accept[{CONTROL}] {TERMS} by=name
  FirstUrl:
    Type: AWS::Lambda::Url
    Properties:
      TargetFunctionArn: arn:aws:lambda:eu-west-1:111122223333:function:first
      AuthType: NONE
  SecondUrl:
    Type: AWS::Lambda::Url
    Properties:
      TargetFunctionArn: arn:aws:lambda:eu-west-1:111122223333:function:second
      # crenel: accept[ENT-001] {TERMS} by=line
      AuthType: NONE
  ThirdUrl:
    Type: AWS::Lambda::Url
    Properties:
      TargetFunctionArn: arn:aws:lambda:eu-west-1:111122223333:function:third
      AuthType: !Ref Auth
  # crenel: accept[{CONTROL}] until=2026-01-01 reason=old by=expired
  FourthUrl:
    Type: AWS::Lambda::Url
    Properties:
      TargetFunctionArn: arn:aws:lambda:eu-west-1:111122223333:function:fourth
      AuthType: NONE
  FifthUrl:
    Type: AWS::Lambda::Url
    Properties: {{
      TargetFunctionArn: arn:aws:lambda:eu-west-1:111122223333:function:fifth,
      AuthType: NONE
    }}
  # crenel: accept[{CONTROL}] until=2026-01-01 reason=unused by=unused
  Table:
    Type: AWS::DynamoDB::Table
"""
LINES = TEMPLATE.splitlines()
FILLERS = ["", "   ", "# note", "          # deep note", "# crenel: finds", "#"]

Told = tuple[dict[str, tuple[str, str, str]], list[str]]


def told(text: str, today: date = TODAY) -> Told:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "t.yaml").write_bytes(text.encode())
        run = judged(folder)
    assert not run.unread
    assert not run.found.warnings
    verdicts, warnings = apply(run.verdicts, run.found.claims, today, known())
    found = {
        one.address: (one.identity, one.outcome.value, one.accepted.by if one.accepted else "")
        for one in verdicts
    }
    return found, [warning.message for warning in warnings]


BEFORE = told(TEMPLATE)


def test_where_it_starts() -> None:
    found, warnings = BEFORE
    assert [one[1:] for one in found.values()] == [
        ("accepted", "name"),
        ("accepted", "line"),
        ("accepted", "default"),
        ("fails", "expired"),
        ("fails", ""),
    ]
    assert len({one[0] for one in found.values()}) == 5
    assert [("ended on" in one, "not used" in one) for one in warnings] == [
        (True, False),
        (False, True),
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(LINES)), st.sampled_from(FILLERS)), max_size=60),
    st.sampled_from(["\n", "\r\n"]),
)
def test_moving_changes_nothing(inserted: list[tuple[int, str]], newline: str) -> None:
    lines = list(LINES)
    for place, filler in sorted(inserted, reverse=True):
        lines.insert(place, filler)
    found, warnings = told(newline.join(lines) + newline)
    assert found == BEFORE[0]
    assert [_without_line(one) for one in warnings] == [_without_line(one) for one in BEFORE[1]]


def _without_line(message: str) -> str:
    return message.partition(" for line ")[0]


def test_fifty_blank_lines() -> None:
    for place in range(0, len(LINES) + 1, 3):
        text = "\n".join([*LINES[:place], *[""] * 50, *LINES[place:]])
        assert told(text)[0] == BEFORE[0]
