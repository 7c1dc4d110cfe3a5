"""Controls of powers judge what a role keeps: behind Deny, boundary and condition."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crenel.analysis.knowledge import Knowledge
from crenel.controls.catalogue import chosen
from crenel.controls.judge import verdicts_of
from crenel.model.verdict import Outcome, Verdict
from crenel.readers.options import Options
from crenel.readers.project import project

FAILS, PASSES = Outcome.FAILS, Outcome.PASSES
UNDECIDED = Outcome.UNDECIDED


def verdicts(folder: Path, name: str, template: str, **code: str) -> list[Verdict]:
    (folder / "template.yaml").write_text(template, encoding="utf-8")
    for file, text in code.items():
        (folder / f"{file}.py").write_text(text, encoding="utf-8")
    read = project([folder], Options())
    (application,) = read.applications()
    (control,) = chosen([name])
    return verdicts_of(control, Knowledge(application, date(2026, 11, 28), read.root))


def outcome(folder: Path, name: str, template: str, **code: str) -> Outcome:
    (verdict,) = verdicts(folder, name, template, **code)
    return verdict.outcome


ROLE = """\
Parameters:
  Elsewhere: {{Type: String}}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - {{Effect: Allow, Principal: {{Service: {service}.amazonaws.com}}, Action: "*"}}
      {boundary}
      Policies:
        - PolicyName: p
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - {allow}
              {deny}
  Bound:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - {bound}
"""
BOUND = "PermissionsBoundary: !Ref Bound"
NARROW = '{Effect: Allow, Action: ["logs:*", "sqs:SendMessage"], Resource: "*"}'
ONE = '{Effect: Allow, Action: "*", Resource: "arn:aws:%s:eu-west-1:111122223333:%s"}'
ALL = '{Effect: Allow, Action: "*", Resource: "*"}'


def role(service: str, allow: str, *, deny: str = "", boundary: str = "", bound: str = ALL) -> str:
    denied = f"- {deny}" if deny else ""
    return ROLE.format(service=service, allow=allow, deny=denied, boundary=boundary, bound=bound)


CASES: list[tuple[str, str, str, str, str]] = [
    (
        "workflow-role-wildcard",
        "states",
        '{Effect: Allow, Action: "lambda:*", Resource: "*"}',
        '{Effect: Deny, Action: "lambda:*", Resource: "*"}',
        '{Effect: Deny, Action: "lambda:DeleteFunction", Resource: "*"}',
    ),
    (
        "service-wildcard",
        "lambda",
        '{Effect: Allow, Action: "dynamodb:*", Resource: "arn:aws:dynamodb:*:*:table/a"}',
        '{Effect: Deny, Action: "dynamodb:*", Resource: "arn:aws:dynamodb:*:*:table/*"}',
        '{Effect: Deny, Action: "dynamodb:*", Resource: "arn:aws:dynamodb:*:*:table/b"}',
    ),
    (
        "invoke-any-function",
        "lambda",
        '{Effect: Allow, Action: "lambda:Invoke*", Resource: "*"}',
        '{Effect: Deny, NotAction: "s3:*", Resource: "arn:aws:lambda:*:*:function:*"}',
        '{Effect: Deny, Action: "lambda:Invoke*", Resource: "arn:aws:lambda:*:*:function:prod-*"}',
    ),
    (
        "decrypt-with-any-key",
        "lambda",
        '{Effect: Allow, Action: "kms:Decrypt", Resource: "*"}',
        '{Effect: Deny, Action: "kms:*", Resource: "arn:aws:kms:*:*:key/*"}',
        '{Effect: Deny, Action: "kms:Encrypt", Resource: "*"}',
    ),
    (
        "privilege-escalation",
        "lambda",
        '{Effect: Allow, Action: "iam:PutRolePolicy", Resource: "*"}',
        '{Effect: Deny, Action: "iam:*", Resource: "arn:aws:iam::*:role/*"}',
        '{Effect: Deny, Action: "iam:*", Resource: "arn:aws:iam::*:user/*"}',
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_deny_takes_away_what_it_covers(tmp_path: Path, case: tuple[str, str, str, str, str]):
    name, service, allow, deny, other = case

    def judged(template: str) -> Outcome:
        found = verdicts(tmp_path, name, template)
        return next(one.outcome for one in found if one.logical_id == "Role")

    assert judged(role(service, allow)) is FAILS
    assert judged(role(service, allow, deny=deny)) is PASSES
    assert judged(role(service, allow, deny=other)) is FAILS


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_boundary_holds_it_in(tmp_path: Path, case: tuple[str, str, str, str, str]):
    name, service, allow, *_ = case

    def judged(boundary: str, bound: str = ALL) -> Outcome:
        text = role(service, allow, boundary=boundary, bound=bound)
        found = verdicts(tmp_path, name, text)
        return next(one.outcome for one in found if one.logical_id == "Role")

    assert judged(BOUND) is FAILS
    assert judged(BOUND, NARROW) is PASSES
    assert judged("PermissionsBoundary: !Ref Elsewhere") is UNDECIDED
    aws = "PermissionsBoundary: arn:aws:iam::aws:policy/AmazonSQSFullAccess"
    assert judged(aws) is PASSES


def test_a_boundary_for_one_thing_is_none_for_everything(tmp_path: Path):
    allow = '{Effect: Allow, Action: "kms:Decrypt", Resource: "*"}'
    bound = ONE % ("kms", "key/1")
    text = role("lambda", allow, boundary=BOUND, bound=bound)
    found = verdicts(tmp_path, "decrypt-with-any-key", text)
    assert {one.logical_id: one.outcome for one in found}["Role"] is PASSES


def test_how_much_is_left_is_told(tmp_path: Path):
    allow = '{Effect: Allow, Action: "sqs:*", Resource: "*"}'
    deny = '{Effect: Deny, Action: "sqs:Delete*", Resource: "*"}'
    (verdict,) = [
        one
        for one in verdicts(tmp_path, "service-wildcard", role("lambda", allow, deny=deny))
        if one.logical_id == "Role"
    ]
    assert verdict.outcome is FAILS
    assert any("are left by Deny statements and boundaries" in one.note for one in verdict.evidence)


def test_wildcards_that_only_look_like_less(tmp_path: Path):
    allow = '{Effect: Allow, Action: "lambda:?*", Resource: "*"}'
    found = verdicts(tmp_path, "workflow-role-wildcard", role("states", allow))
    assert [one.outcome for one in found] == [FAILS]


TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: app.handler
      InlineCode: "pass"
      {more}
      Policies:
        - {template}
        {deny}
  Other:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - {{Effect: Allow, Principal: {{Service: lambda.amazonaws.com}}, Action: "*"}}
"""


@pytest.mark.parametrize(
    ("template", "deny", "more", "expected"),
    [
        ('DynamoDBCrudPolicy: {TableName: "*"}', "", "", FAILS),
        ('DynamoDBCrudPolicy: {TableName: "**"}', "", "", FAILS),
        ('DynamoDBCrudPolicy: {TableName: "prod-*"}', "", "", PASSES),
        ('DynamoDBCrudPolicy: {TableName: "*"}', "dynamodb:*", "", PASSES),
        ('DynamoDBCrudPolicy: {TableName: "*"}', "dynamodb:Put*", "", FAILS),
        ('DynamoDBCrudPolicy: {TableName: "*"}', "", "Role: !GetAtt Other.Arn", PASSES),
        (
            'DynamoDBCrudPolicy: {TableName: "*"}',
            "",
            "PermissionsBoundary: arn:aws:iam::aws:policy/AmazonSQSFullAccess",
            PASSES,
        ),
        ('S3CrudPolicy: {BucketName: "*"}', "s3:*", "", PASSES),
    ],
)
def test_policy_templates(tmp_path: Path, template: str, deny: str, more: str, expected: Outcome):
    denied = f'- Statement: [{{Effect: Deny, Action: "{deny}", Resource: "*"}}]' if deny else ""
    text = TEMPLATE.format(template=template, deny=denied, more=more)
    assert outcome(tmp_path, "wildcard-policy-template", text) is expected


SHARED = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Table: {{Type: AWS::DynamoDB::Table}}
  Reads:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: reads.handler
      CodeUri: .
      Role: !GetAtt Role.Arn
      Environment: {{Variables: {{T: !Ref Table}}}}
  Writes:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: writes.handler
      CodeUri: .
      Role: !GetAtt Role.Arn
      Environment: {{Variables: {{T: !Ref Table}}}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - {{Effect: Allow, Principal: {{Service: lambda.amazonaws.com}}, Action: "*"}}
      ManagedPolicyArns: {managed}
      Policies: {policies}
"""
BASIC = '["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"]'
READS = """\
import os, boto3
table = boto3.resource("dynamodb").Table(os.environ["T"])
def handler(event, context):
    return table.get_item(Key={"id": "1"})
"""
WRITES = READS.replace("get_item(Key=", "put_item(Item=")


def shared(folder: Path, statement: str, reads: str, writes: str, managed: str = BASIC) -> Verdict:
    policies = (
        f"[{{PolicyName: p, PolicyDocument: {{Statement: [{statement}]}}}}]" if statement else "[]"
    )
    text = SHARED.format(managed=managed, policies=policies)
    (verdict,) = verdicts(folder, "shared-role", text, reads=reads, writes=writes)
    return verdict


BOTH = (
    '{Effect: Allow, Action: ["dynamodb:GetItem", "dynamodb:PutItem"], Resource: !GetAtt Table.Arn}'
)
GET = '{Effect: Allow, Action: "dynamodb:GetItem", Resource: !GetAtt Table.Arn}'


def test_functions_that_get_each_others_powers(tmp_path: Path):
    verdict = shared(tmp_path, BOTH, READS, WRITES)
    assert verdict.outcome is FAILS
    notes = [one.note for one in verdict.evidence]
    on = "arn:aws:dynamodb:*:*:table/${Table}"
    assert f"Reads may dynamodb:PutItem on {on}: Writes needs it" in notes
    assert f"Writes may dynamodb:GetItem on {on}: Reads needs it" in notes


def test_functions_that_need_the_same_share_nothing_more(tmp_path: Path):
    assert shared(tmp_path, GET, READS, READS).outcome is PASSES


def test_a_role_with_more_than_they_need_is_shared_for_nothing(tmp_path: Path):
    assert shared(tmp_path, BOTH, READS, READS).outcome is FAILS


def test_logs_alone_are_no_power(tmp_path: Path):
    assert shared(tmp_path, "", "import x\ndef handler(e, c): exec(e)\n", READS).outcome is PASSES


def test_what_is_not_known_of_the_code_excuses_nothing(tmp_path: Path):
    computed = READS.replace('boto3.resource("dynamodb")', "boto3.resource(os.environ['S'])")
    assert shared(tmp_path, GET, READS, computed).outcome is FAILS


def test_a_denied_power_is_not_shared(tmp_path: Path):
    deny = '{Effect: Deny, Action: "dynamodb:*", Resource: "*"}'
    assert shared(tmp_path, f"{BOTH}, {deny}", READS, WRITES).outcome is PASSES


def test_a_policy_that_nobody_can_read_here(tmp_path: Path):
    managed = '["arn:aws:iam::111122223333:policy/Ours"]'
    computed = READS.replace('boto3.resource("dynamodb")', "boto3.resource(os.environ['S'])")
    assert shared(tmp_path, "", READS, computed, managed=managed).outcome is UNDECIDED


ATTACHED = """\
Resources:
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Code: {{ZipFile: "def handler(event, context): return 1"}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - {{Effect: Allow, Principal: {{Service: lambda.amazonaws.com}}, Action: "*"}}
      ManagedPolicyArns: ["arn:aws:iam::aws:policy/{policy}"]
      {boundary}
      Policies:
        - PolicyName: p
          PolicyDocument: {{Statement: [{{Effect: Deny, Action: "{deny}", Resource: "*"}}]}}
  Bound:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: {{Statement: [{{Effect: Allow, Action: "{bound}", Resource: "*"}}]}}
"""


@pytest.mark.parametrize(
    ("name", "policy", "actions"),
    [
        (
            "broad-managed-policy",
            "AmazonSQSFullAccess",
            ("sqs:*", "sqs:DeleteQueue", "sqs:SendMessage"),
        ),
        (
            "network-permission-without-network",
            "service-role/AWSLambdaVPCAccessExecutionRole",
            ("ec2:Create*", "ec2:Delete*", "ec2:*"),
        ),
    ],
)
def test_a_managed_policy_counts_for_what_is_left_of_it(
    tmp_path: Path, name: str, policy: str, actions: tuple[str, str, str]
):
    def fails(deny: str = "iam:*", bound: str = "") -> bool:
        given = {"policy": policy, "deny": deny, "bound": bound or "s3:*"}
        template = ATTACHED.format(boundary=BOUND if bound else "", **given)
        return any(one.outcome is FAILS for one in verdicts(tmp_path, name, template))

    whole, part, within = actions
    assert fails()
    assert not fails(whole)
    assert fails(part)
    assert fails(bound=within)
    assert not fails(bound="s3:*")
