"""``crenel permissions --since``: what a change widens, with a request that shows it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import crenel.report
from crenel.cli.main import main

SCHEMA = Path(crenel.report.__file__).parent / "schemas" / "permission-changes-1.json"
TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: a.handler
      CodeUri: .
      Policies:
        - Statement: [{Effect: Allow, Action: "sqs:*", Resource: "arn:aws:sqs:*:*:q"}]
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "template.yaml").write_text(TEMPLATE, encoding="utf-8")
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    for words in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "first"]):
        subprocess.run(["git", *words], check=True)
    return tmp_path


def compared(
    capsys: pytest.CaptureFixture[str], text: str, code: int, name: str = "template.yaml"
) -> dict[str, Any]:
    Path(name).write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert main(["permissions", "--since", "HEAD", "--format", "json", "."]) == code
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, json.loads(SCHEMA.read_text(encoding="utf-8")))
    return found


def of(found: dict[str, Any], name: str = "Api") -> dict[str, Any]:
    (one,) = [row for row in found["holders"] if row["address"].endswith(f"::{name}")]
    return one


@pytest.mark.parametrize(
    ("change", "relation", "code"),
    [
        (("", ""), "equal", 0),
        (('"sqs:*"', '["sqs:*", "sqs:Send*"]'), "equal", 0),
        (('"sqs:*"', '"sqs:Send*"'), "narrower", 0),
        ((":q", ":q*"), "wider", 1),
        (('"sqs:*"', '"sns:*"'), "incomparable", 1),
    ],
)
def test_relations(
    repository: Path,
    capsys: pytest.CaptureFixture[str],
    change: tuple[str, str],
    relation: str,
    code: int,
):
    found = compared(capsys, TEMPLATE.replace(*change) if all(change) else TEMPLATE, code)
    assert of(found)["relation"] == relation
    assert found["widens"] is bool(code)


def test_the_witness_is_allowed_now_only(repository: Path, capsys: pytest.CaptureFixture[str]):
    row = of(compared(capsys, TEMPLATE.replace(":q", ":q*"), 1))
    assert row["witness_allowed"] == "now"
    assert row["witness"]["action"].startswith("sqs:")
    assert row["witness"]["resource"].split(":")[5].startswith("q")
    assert row["witness"]["resource"].split(":")[5] != "q"


def test_a_boundary_that_goes_widens(repository: Path, capsys: pytest.CaptureFixture[str]):
    bound = TEMPLATE.replace(
        "      Policies:\n",
        "      PermissionsBoundary: !Ref Limit\n      Policies:\n",
    ) + (
        "  Limit:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n"
        "        Statement: [{Effect: Allow, Action: 'sqs:Send*', Resource: '*'}]\n"
    )
    assert of(compared(capsys, bound, 0))["relation"] == "narrower"
    subprocess.run(["git", "add", "-A"], check=True)
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    subprocess.run(["git", *who, "commit", "-q", "-m", "second"], check=True)
    without = bound.replace("      PermissionsBoundary: !Ref Limit\n", "")
    assert of(compared(capsys, without, 1))["relation"] == "wider"


def test_new_and_gone(repository: Path, capsys: pytest.CaptureFixture[str]):
    found = compared(capsys, TEMPLATE.replace("  Api:", "  Other:"), 1)
    assert of(found)["relation"] == "gone"
    assert of(found, "Other")["relation"] == "new"


def test_a_condition_of_the_template_is_not_guessed(
    repository: Path, capsys: pytest.CaptureFixture[str]
):
    text = TEMPLATE.replace("- Statement: [{", "- !If [On, {Statement: [{").replace(
        "]\n", "]}, !Ref AWS::NoValue]\n"
    )
    text = text.replace(
        "Resources:\n",
        "Parameters: {P: {Type: String}}\nConditions: {On: !Equals [!Ref P, x]}\nResources:\n",
    )
    row = of(compared(capsys, text, 3))
    assert row["relation"] == "unknown"
    assert "conditions of the template" in row["because"]


def test_what_nobody_can_tell_is_unknown(repository: Path, capsys: pytest.CaptureFixture[str]):
    row = of(compared(capsys, TEMPLATE + "        - arn:aws:iam::111122223333:policy/own\n", 3))
    assert row["relation"] == "unknown"


def test_the_page(repository: Path, capsys: pytest.CaptureFixture[str]):
    Path("template.yaml").write_text(TEMPLATE.replace(":q", ":q*"), encoding="utf-8")
    assert main(["permissions", "--since", "HEAD", "."]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("template.yaml::Api: may do more: sqs:")
    assert lines[0].endswith("is allowed now only")
    assert lines[-1] == "since HEAD: 1 holder of powers: 1 wider"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--since", "nowhere"], "git knows no revision 'nowhere'"),
        (["--since", "HEAD", "--function", "Api"], "--since compares whole templates"),
    ],
)
def test_bad_input(
    repository: Path, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
):
    assert main(["permissions", *arguments, "."]) == 2
    assert told in capsys.readouterr().err
