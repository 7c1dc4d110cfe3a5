"""Functions of templates: which resource is meant, what is granted, unused, missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.analysis.permissions.apps import HEAD, answered, function, needs

from crenel.analysis.permissions.needs import Confidence
from crenel.analysis.permissions.proof import prove

TABLE = "  T: {Type: AWS::DynamoDB::Table, Properties: {TableName: orders}}\n"
TWO = TABLE + "  U: {Type: AWS::DynamoDB::Table}\n"
GET = """\
    import boto3, os
    def handler(event, context):
        boto3.resource("dynamodb").Table(NAME).get_item(Key={})
    """
T = "arn:aws:dynamodb:*:*:table/${T}"
ANY = "arn:aws:dynamodb:*:*:table/*"

LADDER = {
    "environment": ("os.environ['T']", "T: !Ref T", "", [T], Confidence.TEMPLATE),
    "arn": ("os.environ['T'].split('/')[1]", "T: !GetAtt T.Arn", "", [T], Confidence.WIRED),
    "literal of the template": ("'orders'", "", "", [T], Confidence.TEMPLATE),
    "literal": ("'other'", "", "", ["arn:aws:dynamodb:*:*:table/other"], Confidence.LITERAL),
    "default": (
        "os.environ.get('T', 'other')",
        "X: y",
        "",
        ["arn:aws:dynamodb:*:*:table/other"],
        Confidence.LITERAL,
    ),
    "default that is dead": (
        "os.environ.get('T', 'other')",
        "T: !Ref T",
        "",
        [T],
        Confidence.TEMPLATE,
    ),
    "wired by policy": (
        "event['t']",
        "",
        "[{DynamoDBReadPolicy: {TableName: !Ref T}}]",
        [T],
        Confidence.WIRED,
    ),
    "only one in the stack": ("event['t']", "", "", [ANY], Confidence.TYPE),
    "two wired": ("event['t']", "A: !Ref T, B: !Ref U", "", [ANY], Confidence.TYPE),
    "begins with something known": (
        "f\"{os.environ['P']}-orders\"",
        "P: dev",
        "",
        ["arn:aws:dynamodb:*:*:table/dev-orders"],
        Confidence.TEMPLATE,
    ),
}


@pytest.mark.parametrize("name", LADDER)
def test_the_ladder(name: str, tmp_path: Path):
    value, environment, policies, resources, confidence = LADDER[name]
    template = function(environment, policies, TWO)
    found = answered(tmp_path, template, app_py=GET.replace("NAME", value))["F"]
    (need,) = found.needs
    assert (list(need.resources), need.confidence) == (resources, confidence)


def test_both_branches_of_a_condition_are_needed(tmp_path: Path):
    template = "Conditions: {C: !Equals [!Ref AWS::Region, x]}\n" + function(
        "T: !If [C, !Ref T, !Ref U]", more=TWO
    )
    found = answered(tmp_path, template, app_py=GET.replace("NAME", "os.environ['T']"))["F"]
    assert needs(found) == {
        "dynamodb:GetItem": ["arn:aws:dynamodb:*:*:table/${T}", "arn:aws:dynamodb:*:*:table/${U}"]
    }


def test_unused_missing_and_the_smallest_policy(tmp_path: Path):
    code = """\
        import boto3, os
        table = boto3.resource("dynamodb").Table(os.environ["T"])
        def handler(event, context):
            table.get_item(Key={})
            topic = "arn:aws:sns:eu-west-1:111122223333:t"
            boto3.client("sns").publish(TopicArn=topic, Message="m")
        """
    template = function("T: !Ref T", "[{DynamoDBCrudPolicy: {TableName: !Ref T}}]", TABLE)
    found = answered(tmp_path, template, app_py=code)["F"]
    assert found.complete
    assert "dynamodb:DeleteItem" in {one.action for one in found.judged.unused}
    assert "dynamodb:GetItem" not in {one.action for one in found.judged.unused}
    assert [(one.need.action, one.certain) for one in found.judged.missing] == [
        ("sns:Publish", True)
    ]
    assert found.policy["Statement"] == [
        {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": T},
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": "*",
        },
        {"Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:*:*:t"},
    ]
    proof = prove(found)
    assert proof.enough.proved
    assert (proof.within.proved, proof.within.because) == (False, "the role lacks sns:Publish")


def test_a_policy_within_its_grant_is_proved(tmp_path: Path):
    template = function("T: !Ref T", "[{DynamoDBReadPolicy: {TableName: !Ref T}}]", TABLE)
    found = answered(tmp_path, template, app_py=GET.replace("NAME", "os.environ['T']"))["F"]
    assert prove(found).within.proved
    assert not found.judged.missing


def test_a_grant_on_another_resource_does_not_help(tmp_path: Path):
    template = function("T: !Ref T", "[{DynamoDBReadPolicy: {TableName: !Ref U}}]", TWO)
    found = answered(tmp_path, template, app_py=GET.replace("NAME", "os.environ['T']"))["F"]
    (one,) = found.judged.missing
    assert (one.certain, one.because) == (True, "it is granted on other resources only")
    assert "dynamodb:GetItem" in {row.action for row in found.judged.unused}


def test_a_deny_takes_away(tmp_path: Path):
    statements = (
        "[{Statement: [{Effect: Allow, Action: 'dynamodb:*', Resource: '*'},"
        " {Effect: Deny, Action: dynamodb:GetItem, Resource: '*'}]}]"
    )
    template = function("T: !Ref T", statements, TABLE)
    found = answered(tmp_path, template, app_py=GET.replace("NAME", "os.environ['T']"))["F"]
    assert [(one.certain, one.because) for one in found.judged.missing] == [
        (True, "a Deny holds for it")
    ]
    assert {"Effect": "Deny", "Action": "dynamodb:GetItem", "Resource": "*"} in found.policy[
        "Statement"
    ]


def test_a_wildcard_is_counted_by_what_it_really_grants(tmp_path: Path):
    template = function("T: !Ref T", "[AmazonDynamoDBFullAccess]", TABLE)
    found = answered(tmp_path, template, app_py=GET.replace("NAME", "os.environ['T']"))["F"]
    one = next(row for row in found.judged.excess if row.pattern == "dynamodb:*")
    assert one.needed == ("dynamodb:GetItem",)
    assert one.granted == 1 + sum(one.levels.values())
    assert one.levels["Write"] > 10
    assert found.policy["Statement"][0] == {
        "Effect": "Allow",
        "Action": "dynamodb:GetItem",
        "Resource": T,
    }


@pytest.mark.parametrize(
    ("role", "reason"),
    [
        ("      Role: arn:aws:iam::111122223333:role/r\n", "its role is not in the template"),
        ("      Policies: [arn:aws:iam::111122223333:policy/own]\n", "is not known here"),
        ("      Policies: [arn:aws:iam::aws:policy/NoSuchPolicyThereIs]\n", "is not known here"),
    ],
)
def test_grants_that_are_not_known_are_said(role: str, reason: str, tmp_path: Path):
    found = answered(tmp_path, function() + role, app_py=GET.replace("NAME", "'t'"))["F"]
    assert not found.complete
    assert reason in next(found.reasons()).text
    assert not any(one.certain for one in found.judged.missing)


def test_what_a_function_with_gaps_is_granted_is_kept(tmp_path: Path):
    code = (
        "import boto3\ndef handler(event, context):\n    "
        "getattr(boto3.client('sqs'), event['x'])()\n"
    )
    policies = "[{SQSSendMessagePolicy: {QueueName: q}}, {SNSPublishMessagePolicy: {TopicName: t}}]"
    found = answered(tmp_path, function(policies=policies), app_py=code)["F"]
    assert not found.told
    kept = {str(one["Action"]) for one in found.policy["Statement"]}
    assert any("sqs:SendMessage" in one for one in kept)
    assert not any("sns:Publish" in one for one in kept)  # the gap concerns sqs alone


def test_no_code_no_certainty(tmp_path: Path):
    template = function(policies="[AmazonS3ReadOnlyAccess]").replace("python3.13", "java21")
    found = answered(tmp_path, template)["F"]
    assert not found.read
    assert any(one["Action"] != [] for one in found.policy["Statement"])
    assert "s3:Get*" in str(found.policy)


PLATFORM = {
    "queue": (
        "      Events: {Q: {Type: SQS, Properties: {Queue: !GetAtt Q.Arn}}}\n",
        "  Q: {Type: AWS::SQS::Queue}\n",
        ("sqs:ReceiveMessage", "arn:aws:sqs:*:*:${Q.QueueName}"),
    ),
    "dead letters": (
        "      DeadLetterQueue: {Type: SNS, TargetArn: !Ref D}\n",
        "  D: {Type: AWS::SNS::Topic}\n",
        ("sns:Publish", "arn:aws:sns:*:*:${D.TopicName}"),
    ),
    "destination": (
        (
            "      EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: SQS, "
            "Destination: !GetAtt Q.Arn}}}\n"
        ),
        "  Q: {Type: AWS::SQS::Queue}\n",
        ("sqs:SendMessage", "arn:aws:sqs:*:*:${Q.QueueName}"),
    ),
    "traces": ("      Tracing: Active\n", "", ("xray:PutTraceSegments", "*")),
    "network": (
        "      VpcConfig: {SubnetIds: [s], SecurityGroupIds: [g]}\n",
        "",
        ("ec2:CreateNetworkInterface", "*"),
    ),
}


@pytest.mark.parametrize("name", PLATFORM)
def test_the_platform(name: str, tmp_path: Path):
    properties, more, (action, resource) = PLATFORM[name]
    found = answered(
        tmp_path, function() + properties + more, app_py="def handler(e, c):\n    pass\n"
    )["F"]
    assert (action, (resource,)) in {(one.action, one.resources) for one in found.platform}
    assert not found.needs
    assert not found.judged.unused
    assert not found.judged.missing  # SAM grants it
    assert action in str(found.policy)


def test_a_key_of_the_application(tmp_path: Path):
    more = (
        "  K: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {}}}\n"
        "  Q: {Type: AWS::SQS::Queue, Properties: {KmsMasterKeyId: !Ref K}}\n"
    )
    code = """\
        import boto3, os
        def handler(event, context):
            boto3.client("sqs").send_message(QueueUrl=os.environ["Q"], MessageBody="x")
        """
    found = answered(tmp_path, function("Q: !Ref Q", more=more), app_py=code)["F"]
    assert needs(found) == {"sqs:SendMessage": ["arn:aws:sqs:*:*:${Q.QueueName}"]}
    key = "arn:aws:kms:*:*:key/${K}"
    assert {
        (one.action, one.resources[0]) for one in found.platform if one.action.startswith("kms")
    } == {
        ("kms:GenerateDataKey", key),
        ("kms:Decrypt", key),
    }


def test_a_role_that_is_trusted_by_name_needs_no_statement(tmp_path: Path):
    template = (
        HEAD
        + """\
  F:
    Type: AWS::Serverless::Function
    Properties: {Runtime: python3.13, Handler: app.handler, CodeUri: ., Role: !GetAtt R.Arn,
      Environment: {Variables: {A: !GetAtt Other.Arn}}}
  R: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: []}}}
  Other:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Action: sts:AssumeRole, Principal: {AWS: !GetAtt R.Arn}}]
"""
    )
    code = """\
        import boto3, os
        def handler(event, context):
            boto3.client("sts").assume_role(RoleArn=os.environ["A"], RoleSessionName="s")
        """
    found = answered(tmp_path, template, app_py=code)["F"]
    assert needs(found) == {"sts:AssumeRole": ["arn:aws:iam::*:role/${Other}"]}
    assert "sts:AssumeRole" not in {one.need.action for one in found.judged.missing}


def test_the_bucket_that_an_event_comes_from(tmp_path: Path):
    template = (
        HEAD
        + """\
  B: {Type: AWS::S3::Bucket}
  F:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: app.handler
      CodeUri: .
      Events: {Up: {Type: S3, Properties: {Bucket: !Ref B, Events: s3:ObjectCreated:*}}}
"""
    )
    code = """\
        import {S3Client, GetObjectCommand} from '@aws-sdk/client-s3';
        const s3 = new S3Client({});
        const read = async (Bucket, Key) => s3.send(new GetObjectCommand({Bucket, Key}));
        export const handler = async (event) => {
          for (const {s3} of event.Records) { await read(s3.bucket.name, s3.object.key); }
        };
        """
    found = answered(tmp_path, template, app_mjs=code)["F"]
    assert needs(found) == {"s3:GetObject": ["arn:aws:s3:::${B}/*"]}
    assert found.needs[0].confidence is Confidence.WIRED


def test_adding_a_deny_never_widens_and_splitting_changes_nothing(tmp_path: Path):
    def policy(statements: str) -> object:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        template = function("T: !Ref T", f"[{{Statement: [{statements}]}}]", TABLE)
        return answered(folder, template, app_py=GET.replace("NAME", "os.environ['T']"))["F"].policy

    both = "{Effect: Allow, Action: [dynamodb:GetItem, dynamodb:Scan], Resource: !GetAtt T.Arn}"
    split = (
        "{Effect: Allow, Action: dynamodb:GetItem, Resource: !GetAtt T.Arn},"
        "{Effect: Allow, Action: dynamodb:Scan, Resource: !GetAtt T.Arn}"
    )
    assert policy(both) == policy(split)


@pytest.mark.parametrize(
    "statement",
    [
        "{Effect: Allow, Action: !Ref P, Resource: '*'}",
        "{Effect: Allow, Action: !Sub 's3:${P}', Resource: '*'}",
        "{Effect: Allow, NotAction: !Ref P, Resource: '*'}",
        "{Effect: !Ref P, Action: 's3:*', Resource: '*'}",
    ],
)
def test_what_an_input_grants_is_neither_missing_nor_unused(tmp_path, statement):
    template = function(policies=f"[{{Statement: [{statement}]}}]")
    parameters = "Parameters: {P: {Type: String}}\nResources:"
    code = (
        "import boto3\ndef handler(e, c):\n    boto3.client('s3').get_object(Bucket='b', Key='k')\n"
    )
    found = answered(tmp_path, template.replace("Resources:", parameters, 1), app_py=code)["F"]
    assert not found.complete
    assert not any(one.certain for one in found.judged.missing)
    assert not any("${P}" in str(one) for one in found.judged.unused)


def test_a_poller_keeps_what_it_is_granted_and_not_the_whole_service(tmp_path: Path):
    source = "arn:aws:kafka:us-east-1:111122223333:cluster/a/b-1"
    more = f"""\
      Policies: [AWSLambdaMSKExecutionRole]
      Events:
        Topic:
          Type: MSK
          Properties: {{Stream: "{source}", Topics: [t], StartingPosition: LATEST}}
"""
    answer = answered(tmp_path, function() + more, app_py="def handler(e, c):\n    pass\n")["F"]
    (statement,) = answer.policy["Statement"]
    assert [one for one in statement["Action"] if one.startswith("kafka:")] == [
        "kafka:DescribeCluster",
        "kafka:DescribeClusterV2",
        "kafka:GetBootstrapBrokers",
    ]
    assert prove(answer).within.proved


def test_the_role_of_the_best_known_module_may_write_its_logs(tmp_path: Path):
    (tmp_path / "main.tf").write_text(
        """\
module "f" {
  source        = "terraform-aws-modules/lambda/aws"
  function_name = "orders"
  handler       = "app.handler"
  runtime       = "python3.13"
  source_path   = "./src"
}
module "silent" {
  source                        = "terraform-aws-modules/lambda/aws"
  function_name                 = "silent"
  handler                       = "app.handler"
  runtime                       = "python3.13"
  source_path                   = "./src"
  attach_cloudwatch_logs_policy = false
}
""",
        encoding="utf-8",
    )
    found = answered(tmp_path, "", src__app_py="def handler(e, c):\n    pass\n")
    first, silent = found["module.f"], found["module.silent"]
    assert not first.judged.missing
    assert first.policy["Statement"][0]["Resource"].startswith("arn:aws:logs:*:*:log-group:")
    assert {one.need.action for one in silent.judged.missing} == {
        "logs:CreateLogStream",
        "logs:PutLogEvents",
    }


def test_a_default_that_stands_in_the_policy_is_said(tmp_path: Path):
    template = """\
Transform: AWS::Serverless-2016-10-31
Parameters:
  Model: {Type: String, Default: anthropic.claude-v2}
  Other: {Type: String, Default: eu-west-1}
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: app.handler
      CodeUri: .
      Environment: {Variables: {MODEL: !Ref Model, PLACE: !Ref Other}}
      Policies:
        - Statement:
            - Effect: Allow
              Action: bedrock:InvokeModel
              Resource: !Sub "arn:aws:bedrock:*::foundation-model/${Model}"
"""
    code = """\
import os, boto3
def handler(event, context):
    boto3.client("bedrock-runtime").invoke_model(modelId=os.environ["MODEL"], body="{}")
"""
    answer = answered(tmp_path, template, app_py=code)["F"]
    assert answer.policy["Statement"][0]["Resource"].endswith(
        "foundation-model/anthropic.claude-v2"
    )
    assert answer.assumed == {"Model": "anthropic.claude-v2"}


CLIENTS = """\
import os, boto3
def client(event):
    if os.environ["POOLED"] == "true":
        return {first}
    return {second}
def handler(event, context):
    client(event).get_object(Bucket="b", Key="k")
"""
OWN, GIVEN = 'boto3.client("s3")', 'boto3.client("s3", aws_access_key_id=event["k"])'


@pytest.mark.parametrize(("first", "second"), [(OWN, GIVEN), (GIVEN, OWN)])
def test_a_call_that_may_be_made_with_other_credentials(first: str, second: str, tmp_path: Path):
    code = CLIENTS.format(first=first, second=second)
    answer = answered(tmp_path, function(), app_py=code)["F"]
    assert needs(answer) == {"s3:GetObject": ["arn:aws:s3:::b/k"]}
    (lack,) = (one for one in answer.judged.missing if one.need.action == "s3:GetObject")
    assert not lack.certain
    assert "other credentials" in lack.because


def test_each_of_several_clients_is_called(tmp_path: Path):
    code = CLIENTS.format(first='boto3.client("sqs")', second='boto3.client("sns")')
    code = code.replace('get_object(Bucket="b", Key="k")', "untag_queue(QueueUrl='q', TagKeys=[])")
    code += "    client(event).publish(TopicArn=os.environ['T'], Message='m')\n"
    answer = answered(tmp_path, function(), app_py=code)["F"]
    assert set(needs(answer)) == {"sqs:UntagQueue", "sns:Publish"}


def test_each_of_several_tables_is_needed(tmp_path: Path):
    code = """\
import boto3
db = boto3.resource("dynamodb")
one, two = db.Table("one"), db.Table("two")
def handler(event, context):
    table = one if event["x"] else two
    table.get_item(Key={})
"""
    answer = answered(tmp_path, function(), app_py=code)["F"]
    assert sorted(needs(answer)["dynamodb:GetItem"]) == [
        "arn:aws:dynamodb:*:*:table/one",
        "arn:aws:dynamodb:*:*:table/two",
    ]


@pytest.mark.parametrize("place", ["lambda.zip", "lambda/app.py"])
def test_what_an_archive_holds_is_taken_from_beside_it_and_said(place: str, tmp_path: Path):
    (tmp_path / "main.tf").write_text(
        """\
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.r.arn
  handler       = "app.handler"
  runtime       = "python3.13"
  filename      = "PLACE"
}
resource "aws_iam_role" "r" { assume_role_policy = "{}" }
""".replace("PLACE", "lambda.zip"),
        encoding="utf-8",
    )
    code = "import boto3\ndef handler(e, c):\n    boto3.client('sqs').list_queues()\n"
    beside = {"lambda.zip": "app_py", "lambda/app.py": "lambda__app_py"}[place]
    answer = answered(tmp_path, "", **{beside: code})["aws_lambda_function.f"]
    assert needs(answer) == {"sqs:ListQueues": ["*"]}
    (reason,) = (one for one in answer.reasons() if "made by what is not read" in one.text)
    assert (reason.file, reason.line) == ("main.tf", 6)
    assert not answer.told
