"""Who may do something: unknown parts and conditions leave it open, a Deny refutes it."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from crenel.analysis.holders import holders
from crenel.analysis.knowledge import Knowledge
from crenel.cli.main import main
from crenel.readers.options import Options
from crenel.readers.project import project

ROLE = """\
Parameters: {{Name: {{Type: String}}}}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {{}}
      Policies:
        - PolicyName: p
          PolicyDocument:
            Version: '2012-10-17'
            Statement: {statements}
"""
TABLE = "arn:aws:dynamodb:us-east-1:111122223333:table/orders"


def answer(folder: Path, statements: str, action: str = "dynamodb:GetItem") -> bool | None:
    (folder / "template.yaml").write_text(ROLE.format(statements=statements), encoding="utf-8")
    read = project([folder], Options())
    found = [
        one
        for application in read.applications()
        for one in holders(Knowledge(application, date(2026, 1, 1)), action, TABLE)
    ]
    return found[0].allowed.value if found else False


ALLOW = "{Effect: Allow, Action: 'dynamodb:*', Resource: %s}"
EVERYTHING = ALLOW % "'*'"
SOMETIMES = "Condition: {Bool: {k: 'true'}}"


@pytest.mark.parametrize(
    ("statements", "wanted"),
    [
        (ALLOW % "'*'", True),
        (ALLOW % f"'{TABLE}'", True),
        (ALLOW % "'arn:aws:dynamodb:*:*:table/o*'", True),
        (ALLOW % "'arn:aws:dynamodb:*:*:table/p*'", False),
        (ALLOW % "!Sub 'arn:aws:dynamodb:*:*:table/${Name}'", None),
        (ALLOW % "!Sub 'arn:aws:sqs:*:*:${Name}'", False),
        (ALLOW % "'arn:aws:dynamodb:*:*:table/${aws:username}'", None),
        ("{Effect: Allow, NotAction: 's3:*', NotResource: 'arn:aws:s3:::*'}", True),
        ("{Effect: Allow, Action: 's3:*', Resource: '*'}", False),
        ("{Effect: Allow, Action: '*', Resource: '*', Condition: {Bool: {k: 'true'}}}", None),
        (f"[{EVERYTHING}, {{Effect: Deny, Action: 'dynamodb:Get*', Resource: '*'}}]", False),
        (
            f"[{EVERYTHING}, {{Effect: Deny, Action: '*', Resource: '*', {SOMETIMES}}}]",
            None,
        ),
    ],
)
def test_answers(tmp_path, statements, wanted):
    assert answer(tmp_path, statements) is wanted


def test_the_verb_tells_where(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    answer(tmp_path, f"\n              - {EVERYTHING}")
    assert main(["policy", "who", "dynamodb:GetItem", TABLE]) == 0
    assert capsys.readouterr().out == "template.yaml::Role: may do it\n  template.yaml:12:17\n"
    assert main(["policy", "who", "s3:GetObject", "*", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["holders"] == []
    assert main(["policy", "who", "dynamodb:GetItem", TABLE, "--format", "json"]) == 0
    schema = json.loads(files("crenel.report").joinpath("schemas/who-1.json").read_text())
    for one in (document, json.loads(capsys.readouterr().out)):
        jsonschema.validate(one, schema)
    assert main(["policy", "who", "s3:Get*", "*"]) == 2
    assert main(["policy", "who", "s3:GetObject", "bucket"]) == 2


MANAGED = """\
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      ManagedPolicyArns: [%s]
      %s
"""
FULL = "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"
SQS = "arn:aws:iam::aws:policy/AmazonSQSFullAccess"


@pytest.mark.parametrize(
    ("attached", "more", "wanted"),
    [
        (FULL, "", True),
        (SQS, "", False),
        ("arn:aws:iam::111122223333:policy/own", "", None),
        (FULL, f"PermissionsBoundary: {SQS}", False),
        (FULL, f"PermissionsBoundary: {FULL}", True),
        (FULL, "PermissionsBoundary: arn:aws:iam::111122223333:policy/own", None),
    ],
)
def test_managed_policies_and_boundaries(
    tmp_path: Path, attached: str, more: str, wanted: bool | None
):
    (tmp_path / "template.yaml").write_text(MANAGED % (attached, more), encoding="utf-8")
    read = project([tmp_path], Options())
    found = [
        one.allowed.value
        for application in read.applications()
        for one in holders(Knowledge(application, date(2026, 1, 1)), "dynamodb:GetItem", TABLE)
    ]
    assert found == ([] if wanted is False else [wanted])
