"""Doors: who gets in where, and what keeps them out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crenel.analysis.exposure.exposure import doors
from crenel.analysis.knowledge import Knowledge
from crenel.cli.main import main
from crenel.readers.options import Options
from crenel.readers.project import project

FUNCTION = """\
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      InlineCode: "def handler(event, context): pass"
"""
POOL = "  Pool: {Type: AWS::Cognito::UserPool, Properties: {%s}}\n"
API = """\
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: x
      Auth: {DefaultAuthorizer: Own, Authorizers: {Own: {UserPoolArn: !GetAtt Pool.Arn}}}
"""
ROUTE = (
    "      Events: {Get: {Type: Api, Properties: {Path: /a, Method: get, RestApiId: !Ref Api}}}\n"
)
TRUST = """\
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Action: "sts:AssumeRole", %s}]}
"""


def found(folder: Path, resources: str) -> list[tuple[str, str, str, bool | None]]:
    text = f"Transform: AWS::Serverless-2016-10-31\nResources:\n{resources}"
    (folder / "template.yaml").write_text(text, encoding="utf-8")
    read = project([folder], Options())
    (application,) = read.applications()
    assert not read.unread, read.unread
    app = Knowledge(application, date(2026, 11, 28))
    return [
        (one.caller.id, one.edge, one.entity.label, one.truth.value)
        for one in doors(app)
        if not one.truth.refuted
    ]


CASES = {
    "open url": (
        FUNCTION + "      FunctionUrlConfig: {AuthType: NONE}\n",
        ("internet", "invokes", "Fn", True),
    ),
    "signed url": (FUNCTION + "      FunctionUrlConfig: {AuthType: AWS_IAM}\n", None),
    "url without a permission": (
        FUNCTION + "  U: {Type: AWS::Lambda::Url, Properties: "
        "{TargetFunctionArn: !Ref Fn, AuthType: NONE}}\n",
        ("internet", "invokes", "Fn", None),
    ),
    "pool that anyone joins": (
        POOL % "" + API + FUNCTION + ROUTE,
        ("self-registered-users", "invokes", "Fn", True),
    ),
    "pool for the invited": (
        POOL % "AdminCreateUserConfig: {AllowAdminCreateUserOnly: true}" + API + FUNCTION + ROUTE,
        ("users", "invokes", "Fn", True),
    ),
    "schedule": (
        FUNCTION + "      Events: {E: {Type: Schedule, Properties: {Schedule: rate(1 day)}}}\n",
        None,
    ),
    "anyone's role": (TRUST % 'Principal: "*"', ("any-aws-account", "assumes", "Role", True)),
    "another account's role": (
        TRUST % "Principal: {AWS: '111122223333'}",
        ("account:111122223333", "assumes", "Role", True),
    ),
    "external id": (
        TRUST
        % "Principal: {AWS: '111122223333'}, Condition: {StringEquals: {'sts:ExternalId': x}}",
        None,
    ),
    "service's role": (TRUST % "Principal: {Service: lambda.amazonaws.com}", None),
}


@pytest.mark.parametrize(("resources", "expected"), CASES.values(), ids=CASES)
def test_door(tmp_path: Path, resources: str, expected: tuple[object, ...] | None) -> None:
    assert found(tmp_path, resources) == ([expected] if expected else [])


def test_check_tells_the_worst_paths_first_and_findings_say_which_they_are_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = "\"def handler(event, context): return eval(event['body'])\""
    text = FUNCTION.replace('"def handler(event, context): pass"', code)
    text += "      FunctionUrlConfig: {AuthType: NONE}\n"
    text = f"Transform: AWS::Serverless-2016-10-31\nResources:\n{text}"
    (tmp_path / "template.yaml").write_text(text, encoding="utf-8")
    assert main(["check", str(tmp_path), "--no-config"]) == 1
    out = capsys.readouterr().out
    first = (
        "path critical[code]: Anyone on the internet can call Fn and run code of their own in it"
    )
    assert out.startswith(first)
    assert "= path: internet -> Fn (critical)" in out
    main(["check", str(tmp_path), "--no-config", "--control", "code-injection"])
    assert "path critical" not in capsys.readouterr().out
