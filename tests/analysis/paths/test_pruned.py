"""What is left of a blast radius when a role has only what the code uses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from crenel.cli.main import main

SCHEMA = json.loads(
    (Path(__file__).parents[3] / "src/crenel/report/schemas/paths-1.json").read_text("utf-8")
)
TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: []}}
  Rates: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: []}}
  Failures: {Type: AWS::SQS::Queue}
  Api:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      DeadLetterQueue: {Type: SQS, TargetArn: !GetAtt Failures.Arn}
      Environment: {Variables: {ORDERS: !Ref Orders}}
      InlineCode: |
CODE
      Policies:
        - Statement: [POLICY]
"""
READS = """\
import boto3, os
table = boto3.resource("dynamodb").Table(os.environ["ORDERS"])
def handler(event, context):
    return table.get_item(Key={"id": "1"})
"""
ATHENA = READS.replace(
    "return table", 'boto3.client("athena").start_query_execution()\n    return table'
)
ODD = READS.replace("return table", 'getattr(boto3.client("s3"), event["x"])()\n    return table')
ATTACHES = (
    "import boto3\ndef handler(event, context):\n"
    '    boto3.client("iam").attach_role_policy(RoleName="a", PolicyArn="b")\n'
)
TABLES = '{Effect: Allow, Action: "dynamodb:*", Resource: "*"}'
IAM = '{Effect: Allow, Action: "iam:AttachRolePolicy", Resource: "*"}'


@pytest.fixture
def radius(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    def ask(code: str, policy: str) -> Any:
        lines = "\n".join(f"        {line}" for line in code.splitlines())
        text = TEMPLATE.replace("CODE", lines).replace("POLICY", policy)
        (tmp_path / "template.yaml").write_text(text, encoding="utf-8")
        main(["paths", str(tmp_path), "--format", "json", "--no-config"])
        document = json.loads(capsys.readouterr().out)
        jsonschema.validate(document, SCHEMA)
        return document["blast_radius"][0]

    return ask


def names(addresses: list[str]) -> list[str]:
    return [one.rpartition("::")[2] for one in addresses]


def test_what_the_code_uses_stays_and_the_rest_goes(radius) -> None:
    found = radius(READS, TABLES)
    assert names(found["reads"]) == ["Orders", "Rates"]
    assert names(found["pruned"]["reads"]) == ["Orders"]
    assert found["pruned"]["writes"] == []
    assert names(found["pruned"]["invokes"]) == ["Failures"]


@pytest.mark.parametrize("code", [ATHENA, ODD], ids=["on-behalf", "computed"])
def test_where_the_code_does_not_tell_all_nothing_is_claimed(radius, code: str) -> None:
    found = radius(code, TABLES)
    assert "pruned" not in found
    assert found["unused"] == []


def test_an_escalation_stays_only_where_the_code_itself_makes_the_calls(radius) -> None:
    assert radius(READS, IAM)["pruned"]["escalates"] == []
    assert radius(READS, IAM)["escalates"] == ["account"]
    assert radius(ATTACHES, IAM)["pruned"]["escalates"] == ["account"]


def test_the_text_tells_before_and_after(radius, tmp_path: Path, capsys) -> None:
    radius(READS, TABLES)
    main(["paths", str(tmp_path), "--no-config"])
    told = capsys.readouterr().out
    assert "Api: reads Orders, Rates; changes Orders, Rates; sets off Failures" in told
    assert "its code alone uses: reads Orders; sets off Failures" in told
    assert (
        "narrowing the roles of 1 function to what their code uses takes 1 of their 3 reaches away"
        in told.replace("\n", " ")
    )
