"""A generated corpus: SAM applications of ordinary habits, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

SEED = 20261124

_HEAD = """AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Description: Generated application {number}
Parameters:
  Stage: {{Type: String, Default: dev, AllowedValues: [dev, test, prod]}}
  KeyArn: {{Type: String}}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Globals:
  Function:
    Runtime: {runtime}
    Timeout: 10
    Environment:
      Variables:
        STAGE: !Ref Stage
Resources:
"""

_FUNCTION = """  {name}:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/{folder}/
      Handler: app.handler
      MemorySize: {memory}
      Policies:
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: {actions}
              Resource: {resource}
      Environment:
        Variables:
          TABLE: !Ref {table}
          TOKEN: !Sub "{{{{resolve:ssm:/${{Stage}}/token}}}}"
      Events:
        Get{name}:
          Type: Api
          Properties: {{Path: /{folder}, Method: {method}}}
"""

_URL = """      FunctionUrlConfig:
        AuthType: {auth}
"""

_TABLE = """  {name}:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{{AttributeName: id, AttributeType: S}}]
      KeySchema: [{{AttributeName: id, KeyType: HASH}}]
      SSESpecification:
        SSEEnabled: !If [IsProd, true, {flag}]
"""

_QUEUE = """  {name}:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: {number}
      KmsMasterKeyId: !If [IsProd, !Ref KeyArn, !Ref "AWS::NoValue"]
"""

_BUCKET = """  {name}:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "${{AWS::StackName}}-{lower}"
      PublicAccessBlockConfiguration:
        BlockPublicAcls: {flag}
        BlockPublicPolicy: {flag}
        IgnorePublicAcls: {flag}
        RestrictPublicBuckets: {flag}
"""

_TOPIC = """  {name}:
    Type: AWS::SNS::Topic
    Properties:
      KmsMasterKeyId: !Ref KeyArn
"""

_OTHERS = (_TABLE, _QUEUE, _BUCKET, _TOPIC)

_PYTHON = '''"""Handler of {name}."""

import json
import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def lookup(identifier):
    """One item."""
    return table.get_item(Key={{"id": identifier}}).get("Item")


def handler(event, context):
    """Answers one request."""
    query = event.get("queryStringParameters") or {{}}
    found = lookup(query.get("id", "{number}"))
    if found is None:
        return {{"statusCode": 404, "body": "not found"}}
    return {{"statusCode": 200, "body": json.dumps(found)}}
'''

_JAVASCRIPT = """// Handler of {name}.
const {{ DynamoDBClient, GetItemCommand }} = require("@aws-sdk/client-dynamodb");

const client = new DynamoDBClient({{}});

async function lookup(id) {{
  const key = {{ id: {{ S: id }} }};
  const command = new GetItemCommand({{ TableName: process.env.TABLE, Key: key }});
  return (await client.send(command)).Item;
}}

exports.handler = async (event) => {{
  const query = event.queryStringParameters || {{}};
  const found = await lookup(query.id || "{number}");
  return {{ statusCode: found ? 200 : 404, body: JSON.stringify(found || "not found") }};
}};
"""

_LANGUAGES = (("python3.13", "app.py", _PYTHON), ("nodejs22.x", "app.js", _JAVASCRIPT))


def write_corpus(folder: Path, *, templates: int, resources: int, seed: int = SEED) -> None:
    """Writes ``app000/template.yaml`` and so on, each with its handlers."""
    for number in range(templates):
        write_application(folder / f"app{number:03}", resources=resources, seed=seed, number=number)


def write_application(folder: Path, *, resources: int, seed: int = SEED, number: int = 0) -> None:
    """One application of so many resources; half of them are functions."""
    chance = Random(f"{seed}/{number}")  # noqa: S311 - the same numbers each time are the point
    runtime, file, source = chance.choice(_LANGUAGES)
    functions = [f"Function{index}" for index in range(resources // 2)]
    folder.mkdir(parents=True, exist_ok=True)
    for name in functions:
        handler = folder / "src" / name.lower() / file
        handler.parent.mkdir(parents=True, exist_ok=True)
        text = source.format(name=name, number=chance.randrange(1000))
        handler.write_text(text, encoding="utf-8")
    head = _HEAD.format(number=number, runtime=runtime)
    body = "".join(_resources(chance, functions, resources))
    (folder / "template.yaml").write_text(head + body, encoding="utf-8")


def _resources(chance: Random, functions: list[str], count: int) -> Iterator[str]:
    tables = [f"Thing{index}" for index in range(count - len(functions)) if index % 4 == 0]
    for name in functions:
        yield _function(chance, name, chance.choice(tables))
    for index in range(count - len(functions)):
        yield _OTHERS[index % 4].format(
            name=f"Thing{index}",
            lower=f"thing{index}",
            flag=chance.choice(("true", "true", "false")),
            number=chance.randrange(30, 900),
        )


def _function(chance: Random, name: str, table: str) -> str:
    wide = chance.random() < 0.2  # noqa: PLR2004 - one in five is careless
    text = _FUNCTION.format(
        name=name,
        folder=name.lower(),
        memory=chance.choice((128, 256, 512)),
        actions='"dynamodb:*"' if wide else "[dynamodb:GetItem, dynamodb:Query]",
        resource='"*"' if wide else f"!GetAtt {table}.Arn",
        table=table,
        method=chance.choice(("get", "post")),
    )
    auth = chance.choice(("NONE", "AWS_IAM", "!If [IsProd, AWS_IAM, NONE]"))
    return text + (_URL.format(auth=auth) if chance.random() < 0.1 else "")  # noqa: PLR2004
