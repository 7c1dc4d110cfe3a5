"""Event buses: the default one is there without a word, and rules take what fits their pattern."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crenel.analysis.paths.default_bus import takes_what_is_put
from crenel.cli.main import main
from crenel.model.value import Absent, Unknown, UnknownKind, known, mapping, sequence

HEAD = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: []}}
  Shop: {Type: AWS::Events::EventBus, Properties: {Name: shop}}
  Api:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      CodeUri: s3://a/b
      FunctionUrlConfig: {AuthType: NONE}
      Policies: [{Statement: [{Effect: Allow, Action: "events:PutEvents", Resource: RESOURCE}]}]
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      CodeUri: s3://a/b
      Policies:
        - Statement: [{Effect: Allow, Action: "dynamodb:GetItem", Resource: !GetAtt Orders.Arn}]
  Rule:
    Type: AWS::Events::Rule
    Properties: {RULE, Targets: [{Id: a, Arn: !GetAtt Worker.Arn}]}
"""
DEFAULT = '!Sub "arn:aws:events:${AWS::Region}:${AWS::AccountId}:event-bus/default"'
OWN = "EventPattern: {source: [shop.orders]}"
SHOP = f"EventBusName: !Ref Shop, {OWN}"


@pytest.fixture
def steps(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """The names that the way from the internet to the table leads through; empty without one."""

    def ask(resource: str, rule: str) -> list[str]:
        text = HEAD.replace("RESOURCE", resource).replace("RULE", rule)
        (tmp_path / "template.yaml").write_text(text, encoding="utf-8")
        main(["paths", str(tmp_path), "--format", "json", "--no-config"])
        document: Any = json.loads(capsys.readouterr().out)
        assert not document["unread"]
        for path in document["paths"]:
            if (path["from"], path["to"]) == ("internet", "template.yaml::Orders"):
                return [one["to"].rpartition("::")[2] for one in path["steps"]]
        return []

    return ask


THROUGH = ["Api", "default event bus", "Worker", "Orders"]


@pytest.mark.parametrize(
    ("resource", "rule", "expected"),
    [
        (DEFAULT, OWN, THROUGH),
        ('"*"', OWN, THROUGH),
        (DEFAULT, f"EventBusName: default, {OWN}", THROUGH),
        (DEFAULT, "EventPattern: {source: [{prefix: shop.}]}", THROUGH),
        (DEFAULT, "EventPattern: {source: [aws.s3, shop.orders]}", THROUGH),
        (DEFAULT, "EventPattern: {detail-type: [Order]}", THROUGH),
        (DEFAULT, "EventPattern: {source: [aws.s3]}", []),
        (DEFAULT, "EventPattern: {source: aws.s3}", []),
        (DEFAULT, "ScheduleExpression: rate(1 hour)", []),
        (DEFAULT, SHOP, []),
        ("!GetAtt Shop.Arn", SHOP, ["Api", "Shop", "Worker", "Orders"]),
        ("!GetAtt Shop.Arn", OWN, []),
        ("!GetAtt Shop.Arn", "EventBusName: !Ref Shop, EventPattern: {source: [aws.s3]}", []),
    ],
)
def test_what_is_put_goes_where_it_fits(
    steps, resource: str, rule: str, expected: list[str]
) -> None:
    assert steps(resource, rule) == expected


def test_no_control_judges_the_bus_that_nobody_wrote(tmp_path: Path, capsys) -> None:
    text = HEAD.replace("RESOURCE", DEFAULT).replace("RULE", OWN)
    (tmp_path / "template.yaml").write_text(text, encoding="utf-8")
    words = ["--no-config", "--view", "audit", "--verdicts", "all", "--format", "json"]
    main(["check", str(tmp_path), *words])
    document = json.loads(capsys.readouterr().out)
    assert "default event bus" not in {one["logical_id"] for one in document["verdicts"]}


UNSEEN = Unknown(kind=UnknownKind.EXTERNAL, name="x")


@pytest.mark.parametrize(
    ("pattern", "takes"),
    [
        (Absent(), False),
        (UNSEEN, True),
        (known('{"source": ["aws.ec2"]}'), False),
        (known('{"source": ["aws.ec2", "own"]}'), True),
        (known('{"source": [{"prefix": "aws."}]}'), True),
        (known("no JSON"), True),
        (known("[" * 5000), True),
        (mapping({"source": sequence([known("aws.ec2"), UNSEEN])}), True),
        (mapping({}), True),
    ],
)
def test_patterns_that_only_the_cloud_can_match(pattern, takes: bool) -> None:
    assert takes_what_is_put(pattern) is takes
