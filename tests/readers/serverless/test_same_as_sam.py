"""The same weakness in SAM and in a service gives the same control about the same thing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crenel.analysis.knowledge import Knowledge
from crenel.controls.catalogue import by_name
from crenel.controls.judge import judge
from crenel.model.verdict import Outcome
from crenel.readers.options import Options
from crenel.readers.project import project

SAM = "AWSTemplateFormatVersion: '2010-09-09'\nTransform: AWS::Serverless-2016-10-31\nResources:\n"
SLS = "service: shop\nprovider:\n  name: aws\n"
FUNCTION = """\
  hello:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.main
      Runtime: python3.13
      CodeUri: .
"""
PLAIN = "  runtime: python3.13\nfunctions:\n  hello:\n    handler: app.main\n"
STATEMENT = "[{Effect: Allow, Action: '%s', Resource: '*'}]"
PLUGIN = "plugins: [serverless-iam-roles-per-function]\n"

CASES = {
    "public-function-url": (
        FUNCTION + "      FunctionUrlConfig: {AuthType: NONE}\n",
        PLAIN + "    url: true\n",
    ),
    "any-origin-function-url": (
        FUNCTION
        + "      FunctionUrlConfig:\n        AuthType: AWS_IAM\n"
        + "        Cors: {AllowOrigins: ['*'], AllowCredentials: true}\n",
        PLAIN
        + "    url:\n      authorizer: aws_iam\n"
        + "      cors: {allowedOrigins: ['*'], allowCredentials: true}\n",
    ),
    "open-rest-route": (
        FUNCTION + "      Events:\n        E: {Type: Api, Properties: {Path: /a, Method: get}}\n",
        PLAIN + "    events:\n      - http: GET /a\n",
    ),
    "open-http-route": (
        FUNCTION
        + "      Events:\n        E: {Type: HttpApi, Properties: {Path: /a, Method: get}}\n",
        PLAIN + "    events:\n      - httpApi: GET /a\n",
    ),
    "no-tracing": (FUNCTION, PLAIN),
    "endless-logs": (FUNCTION, PLAIN),
    "deprecated-runtime": (
        FUNCTION.replace("python3.13", "python3.7"),
        PLAIN.replace("python3.13", "python3.7"),
    ),
    "wildcard-action": (
        FUNCTION + "      Policies:\n        - Statement: " + STATEMENT % "*" + "\n",
        "  "
        + PLAIN.lstrip().replace("functions:", PLUGIN + "functions:")
        + "    iamRoleStatements: "
        + STATEMENT % "*"
        + "\n",
    ),
    "service-wildcard": (
        FUNCTION + "      Policies:\n        - Statement: " + STATEMENT % "s3:*" + "\n",
        "  "
        + PLAIN.lstrip().replace("functions:", PLUGIN + "functions:")
        + "    iamRoleStatements: "
        + STATEMENT % "s3:*"
        + "\n",
    ),
    "pass-any-role": (
        FUNCTION + "      Policies:\n        - Statement: " + STATEMENT % "iam:PassRole" + "\n",
        "  "
        + PLAIN.lstrip().replace("functions:", PLUGIN + "functions:")
        + "    iamRoleStatements: "
        + STATEMENT % "iam:PassRole"
        + "\n",
    ),
    "secret-in-environment": (
        FUNCTION + "      Environment: {Variables: {DB_PASSWORD: hQ7-zT9xKp2Lw5}}\n",
        PLAIN + "    environment: {DB_PASSWORD: hQ7-zT9xKp2Lw5}\n",
    ),
    "code-loading-variable": (
        FUNCTION + "      Environment: {Variables: {NODE_OPTIONS: '--require /tmp/x.js'}}\n",
        PLAIN + "    environment: {NODE_OPTIONS: '--require /tmp/x.js'}\n",
    ),
    "tls-verification-off": (
        FUNCTION + "      Environment: {Variables: {NODE_TLS_REJECT_UNAUTHORIZED: '0'}}\n",
        PLAIN + "    environment: {NODE_TLS_REJECT_UNAUTHORIZED: '0'}\n",
    ),
    "lost-asynchronous-events": (
        FUNCTION
        + "      Events:\n        E: {Type: Schedule, Properties: {Schedule: rate(1 day)}}\n",
        PLAIN + "    events:\n      - schedule: rate(1 day)\n",
    ),
    "stuck-stream": (
        FUNCTION
        + "      Events:\n        E:\n          Type: Kinesis\n          Properties:\n"
        + "            Stream: arn:aws:kinesis:eu-west-1:111122223333:stream/s\n"
        + "            StartingPosition: LATEST\n",
        PLAIN
        + "    events:\n      - stream:\n"
        + "          arn: arn:aws:kinesis:eu-west-1:111122223333:stream/s\n"
        + "          startingPosition: LATEST\n",
    ),
    "unpinned-layer": (
        FUNCTION + "      Layers: ['{{resolve:ssm:/aws/service/powertools/python/latest}}']\n",
        PLAIN + "    layers: ['{{resolve:ssm:/aws/service/powertools/python/latest}}']\n",
    ),
    "foreign-layer": (
        FUNCTION + "      Layers: ['arn:aws:lambda:eu-west-1:111122223333:layer:x:1']\n",
        PLAIN + "    layers: ['arn:aws:lambda:eu-west-1:111122223333:layer:x:1']\n",
    ),
    "uncapped-public-function": (
        FUNCTION + "      FunctionUrlConfig: {AuthType: NONE}\n",
        PLAIN + "    url: true\n",
    ),
}


def failing(folder: Path, control: str) -> set[tuple[str, Outcome]]:
    read = project([folder], Options())
    found = {
        (verdict.logical_id, verdict.outcome)
        for application in read.applications()
        for verdict in judge([by_name()[control]], Knowledge(application, date(2026, 11, 24)))
    }
    assert not read.unread, read.unread
    return found


@pytest.mark.parametrize("control", CASES)
def test_same_finding(control: str, tmp_path: Path) -> None:
    sam, service = CASES[control]
    for name, text in (("sam/template.yaml", SAM + sam), ("sls/serverless.yml", SLS + service)):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
    ours = failing(tmp_path / "sls", control)
    assert ("hello", Outcome.FAILS) in ours
    assert ours == failing(tmp_path / "sam", control)
