"""Generated services of the Serverless Framework, with its variables and a file of their own."""

from __future__ import annotations

from pathlib import Path

_SERVICE = """service: shop-{number}
frameworkVersion: "3"
provider:
  name: aws
  runtime: nodejs22.x
  stage: ${{opt:stage, 'dev'}}
  region: ${{opt:region, 'eu-west-1'}}
  environment:
    TABLE: ${{self:custom.table}}
    MODE: ${{self:custom.modes.${{self:provider.stage}}, 'plain'}}
  iam:
    role:
      statements: ${{file(statements.yml)}}
custom:
  table: orders-{number}-${{self:provider.stage}}
  modes: {{dev: debug, prod: plain}}
functions:
  list:
    handler: src/list.handler
    events:
      - httpApi: GET /orders
  place:
    handler: src/place.handler
    timeout: 20
    environment: {{BUCKET: !Ref Receipts}}
    events:
      - http: {{path: orders, method: post, cors: true}}
      - sqs: {{arn: !GetAtt Jobs.Arn, batchSize: 10}}
  nightly:
    handler: src/nightly.handler
    events:
      - schedule: rate(1 day)
resources:
  Resources:
    Receipts: {{Type: AWS::S3::Bucket}}
    Jobs:
      Type: AWS::SQS::Queue
      Properties: {{QueueName: "${{self:service}}-jobs", VisibilityTimeout: 60}}
    Orders:
      Type: AWS::DynamoDB::Table
      Properties:
        TableName: ${{self:custom.table}}
        BillingMode: PAY_PER_REQUEST
        AttributeDefinitions: [{{AttributeName: id, AttributeType: S}}]
        KeySchema: [{{AttributeName: id, KeyType: HASH}}]
"""
_STATEMENTS = """- Effect: Allow
  Action: [dynamodb:PutItem, dynamodb:Query]
  Resource: !GetAtt Orders.Arn
- Effect: Allow
  Action: s3:PutObject
  Resource: !Sub ${Receipts.Arn}/*
"""


def write_services(folder: Path, count: int) -> None:
    """So many services, each in a folder of its own."""
    for number in range(count):
        below = folder / f"service{number:03}"
        below.mkdir(parents=True)
        text = _SERVICE.format(number=number)
        (below / "serverless.yml").write_text(text, encoding="utf-8")
        (below / "statements.yml").write_text(_STATEMENTS, encoding="utf-8")
