"""``crenel permissions --write``: what is written, what is refused, and what stays as it was."""

from __future__ import annotations

import subprocess
from pathlib import Path
from textwrap import dedent

import pytest

from crenel.cli.main import main

CODE = """\
import os
import boto3

table = boto3.resource("dynamodb").Table(os.environ["T"])
queue = boto3.client("sqs")

def handler(event, context):
    queue.send_message(QueueUrl=os.environ["Q"], MessageBody="")
    return table.get_item(Key={"id": event["id"]})
"""
SAM = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  # what is sold
  Table: {Type: AWS::DynamoDB::Table}
  Queue: {Type: AWS::SQS::Queue}
  Api:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: a.handler
      CodeUri: .
      Environment: {Variables: {T: !Ref Table, Q: !Ref Queue}}
      Policies:
        - AmazonSQSFullAccess
        - Statement: [{Effect: Allow, Action: "dynamodb:*", Resource: "*"}] # all of it
      Timeout: 3 # seconds
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(
    folder: Path, capsys: pytest.CaptureFixture[str], files: dict[str, str], *flags: str
) -> tuple[str, str]:
    """The files after the diff was applied by git, and what was said."""
    for name, text in files.items():
        (folder / name).write_text(dedent(text), encoding="utf-8")
    capsys.readouterr()
    assert main(["permissions", "--write", *flags, "."]) == 0
    said = capsys.readouterr()
    if said.out:
        subprocess.run(["git", "apply"], input=said.out.encode(), cwd=folder, check=True)
    return said.out, said.err


def test_sam_gets_templates_where_they_fit_and_statements_for_the_rest(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    diff, said = written(folder, capsys, {"template.yaml": SAM, "a.py": CODE})
    assert "policy of 1 function in 1 file, each proved" in said
    text = (folder / "template.yaml").read_text(encoding="utf-8")
    assert "  # what is sold\n" in text
    assert "      Timeout: 3 # seconds\n" in text
    assert (
        "        - SQSSendMessagePolicy:\n            QueueName: !GetAtt Queue.QueueName\n" in text
    )
    assert (
        "              Action: dynamodb:GetItem\n              Resource: !GetAtt Table.Arn\n"
        in text
    )
    assert "dynamodb:*" not in text
    assert "AmazonSQSFullAccess" not in text
    assert diff.startswith("--- a/template.yaml\n+++ b/template.yaml\n")


def test_a_second_run_has_nothing_to_do(folder: Path, capsys: pytest.CaptureFixture[str]):
    written(folder, capsys, {"template.yaml": SAM, "a.py": CODE})
    diff, said = written(folder, capsys, {})
    assert diff == ""
    assert "left: 1 function whose policy is the smallest already" in said


def test_nothing_is_changed_without_apply(folder: Path, capsys: pytest.CaptureFixture[str]):
    (folder / "template.yaml").write_text(SAM, encoding="utf-8")
    (folder / "a.py").write_text(CODE, encoding="utf-8")
    assert main(["permissions", "--write", "."]) == 0
    assert (folder / "template.yaml").read_text(encoding="utf-8") == SAM
    assert main(["permissions", "--write", "--apply", "."]) == 0
    assert "!GetAtt Table.Arn" in (folder / "template.yaml").read_text(encoding="utf-8")
    assert "wrote the smallest policy of 1 function" in capsys.readouterr().err


def test_a_function_that_is_not_understood_is_left_with_the_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    code = CODE.replace("table.get_item(", "getattr(table, event['x'])(")
    diff, said = written(folder, capsys, {"template.yaml": SAM, "a.py": code})
    assert diff == ""
    assert "left: template.yaml::Api: it is incomplete: a.py:9: " in said


def test_what_nothing_grants_is_added_only_when_asked(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    template = SAM.replace("        - AmazonSQSFullAccess\n", "")
    _, said = written(folder, capsys, {"template.yaml": template, "a.py": CODE})
    assert "sqs:SendMessage on arn:aws:sqs:*:*:${Queue.QueueName} (a.py:8) is granted by" in said
    assert "sqs" not in (folder / "template.yaml").read_text(encoding="utf-8").lower().replace(
        "aws::sqs::queue", ""
    )
    _, said = written(folder, capsys, {}, "--add-missing")
    assert "is added: nothing granted it" in said
    text = (folder / "template.yaml").read_text(encoding="utf-8")
    assert "sqs:SendMessage" in text


def test_a_wildcard_of_a_policy_template_is_not_more_than_was_granted(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    exact = "- Statement: [{Effect: Allow, Action: sqs:SendMessage, Resource: !GetAtt Queue.Arn}]"
    template = SAM.replace("- AmazonSQSFullAccess", exact)
    written(folder, capsys, {"template.yaml": template, "a.py": CODE})
    text = (folder / "template.yaml").read_text(encoding="utf-8")
    assert "SQSSendMessagePolicy" not in text  # it grants sqs:SendMessage*
    assert "Action: sqs:SendMessage\n              Resource: !GetAtt Queue.Arn" in text


def test_a_parameter_stays_a_parameter(folder: Path, capsys: pytest.CaptureFixture[str]):
    template = SAM.replace(
        "Resources:\n", "Parameters: {Name: {Type: String, Default: orders}}\nResources:\n"
    ).replace("T: !Ref Table", "T: !Ref Name")
    written(folder, capsys, {"template.yaml": template, "a.py": CODE})
    text = (folder / "template.yaml").read_text(encoding="utf-8")
    assert 'Resource: !Sub "arn:aws:dynamodb:*:*:table/${Name}"' in text
    assert "table/orders" not in text


def test_a_resource_that_is_made_after_the_function_is_not_referred_to(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    template = SAM.replace(
        "      Timeout: 3 # seconds\n",
        "      Events: {Put: {Type: S3, Properties: {Bucket: !Ref Photos, Events: s3:*}}}\n"
        "  Photos: {Type: AWS::S3::Bucket}\n",
    ).replace("dynamodb:*", "s3:*")
    code = """\
    import boto3
    def handler(event, context):
        name = event["Records"][0]["s3"]["bucket"]["name"]
        boto3.client("s3").get_object(Bucket=name, Key="k")
    """
    _, said = written(folder, capsys, {"template.yaml": template, "a.py": code})
    assert "Photos is made after the function" in said


ROLE = """\
{
  "Resources": {
    "Table": {"Type": "AWS::DynamoDB::Table"},
    "R": {
      "Type": "AWS::IAM::Role",
      "Properties": {
        "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
          "Principal": {"Service": "lambda.amazonaws.com"}}]},
        "ManagedPolicyArns": ["arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"],
        "Policies": [{"PolicyName": "logs", "PolicyDocument": {"Statement": [{"Effect": "Allow",
          "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": "*"}]}}]
      }
    },
    "F": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Role": {"Fn::GetAtt": ["R", "Arn"]},
        "Runtime": "python3.13", "Handler": "b.handler", "Code": ".",
        "Environment": {"Variables": {"T": {"Ref": "Table"}}}
      }
    }%s
  }
}
"""
OTHER = """,
    "G": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Role": {"Fn::GetAtt": ["R", "Arn"]},
        "Runtime": "python3.13", "Handler": "b.handler", "Code": "."
      }
    }"""
SCAN = """\
import os, boto3
def handler(event, context):
    return boto3.resource("dynamodb").Table(os.environ["T"]).scan()
"""


def test_a_role_of_its_own_is_written_anew(folder: Path, capsys: pytest.CaptureFixture[str]):
    written(folder, capsys, {"template.json": ROLE % "", "b.py": SCAN})
    text = (folder / "template.json").read_text(encoding="utf-8")
    assert '"ManagedPolicyArns": []' in text
    assert '"Action": "dynamodb:Scan"' in text
    assert '"Role": {"Fn::GetAtt": ["R", "Arn"]}' in text


def test_a_shared_role_makes_room_for_one_of_its_own(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    files = {"template.json": ROLE % OTHER, "b.py": SCAN}
    written(folder, capsys, files, "--function", "F")
    text = (folder / "template.json").read_text(encoding="utf-8")
    assert '"Role": {"Fn::GetAtt": ["FRole", "Arn"]}' in text
    assert text.count('"Fn::GetAtt": ["R", "Arn"]') == 1


SERVERLESS = """\
service: shop
provider:
  name: aws
  runtime: python3.12
  iam: {role: {statements: [{Effect: Allow, Action: "dynamodb:*", Resource: "*"}]}}
functions:
  one:
    handler: b.handler
    environment: {T: !Ref Table}
resources:
  Resources:
    Table: {Type: AWS::DynamoDB::Table}
"""


def test_the_provider_of_one_function(folder: Path, capsys: pytest.CaptureFixture[str]):
    written(folder, capsys, {"serverless.yml": SERVERLESS, "b.py": SCAN})
    text = (folder / "serverless.yml").read_text(encoding="utf-8")
    assert "Action: dynamodb:Scan, Resource: !GetAtt Table.Arn}" in text


def test_several_functions_need_the_plugin(folder: Path, capsys: pytest.CaptureFixture[str]):
    two = SERVERLESS.replace("resources:\n", "  two: {handler: b.handler}\nresources:\n", 1)
    diff, said = written(folder, capsys, {"serverless.yml": two, "b.py": SCAN})
    assert diff == ""
    assert "install the plugin serverless-iam-roles-per-function" in said
    plugged = two.replace(
        "functions:\n", "plugins: [serverless-iam-roles-per-function]\nfunctions:\n"
    )
    written(folder, capsys, {"serverless.yml": plugged}, "--function", "one")
    text = (folder / "serverless.yml").read_text(encoding="utf-8")
    assert "    iamRoleStatements:\n      - Effect: Allow\n        Action: dynamodb:Scan\n" in text


TERRAFORM = """\
resource "aws_dynamodb_table" "t" {
  name = "t"
}

resource "aws_iam_role" "r" {
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole",
    Principal = { Service = "lambda.amazonaws.com" } }] })
}

# all of it
resource "aws_iam_role_policy_attachment" "all" {
  role       = aws_iam_role.r.name
  policy_arn = aws_iam_policy.all.arn
}

resource "aws_iam_policy" "all" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "dynamodb:*", Resource = "*" }] })
}

# it scans
resource "aws_lambda_function" "f" {
  function_name = "f"
  filename      = "."
  role          = aws_iam_role.r.arn
  handler       = "b.handler"
  runtime       = "python3.13"
  environment {
    variables = { T = aws_dynamodb_table.t.name }
  }
}
"""


def test_terraform_gets_one_document(folder: Path, capsys: pytest.CaptureFixture[str]):
    written(folder, capsys, {"main.tf": TERRAFORM, "b.py": SCAN})
    text = (folder / "main.tf").read_text(encoding="utf-8")
    assert "aws_iam_policy.all" not in text
    assert "# all of it" not in text
    assert "# it scans\n" in text
    assert text.endswith(
        dedent("""\

        data "aws_iam_policy_document" "f_needs" {
          statement {
            actions   = ["dynamodb:Scan"]
            resources = [aws_dynamodb_table.t.arn]
          }
        }

        resource "aws_iam_role_policy" "f_needs" {
          name   = "f_needs"
          role   = aws_iam_role.r.id
          policy = data.aws_iam_policy_document.f_needs.json
        }
        """)
    )


@pytest.mark.parametrize(
    "flags",
    [["--apply"], ["--add-missing"], ["--write", "--format", "json"], ["--write", "--since", "x"]],
)
def test_flags_that_mean_nothing(folder: Path, flags: list[str]):
    assert main(["permissions", *flags, "."]) == 2
