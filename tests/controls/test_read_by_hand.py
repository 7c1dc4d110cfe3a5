"""What reading verdicts about public templates by hand brought to light."""

from datetime import date

import pytest

from crenel.controls.catalogue import chosen
from crenel.controls.survey import survey
from crenel.readers.options import Options
from crenel.readers.project import project


def verdicts(folder, control):
    return survey(project([folder], Options()), chosen([control]), date(2026, 11, 28)).verdicts


URL = """\
Resources:
  Url:
    Type: AWS::Lambda::Url
    Properties:
      AuthType: {auth}
      TargetFunctionArn: orders
      Cors: {{AllowOrigins: ["*"], AllowCredentials: true}}
"""


@pytest.mark.parametrize(("auth", "told"), [("NONE", True), ("AWS_IAM", False)])
def test_cookies_sign_no_request(tmp_path, auth, told):
    """terraform-aws-lambda, examples/complete: a URL with AWS_IAM was called critical."""
    (tmp_path / "template.yaml").write_text(URL.format(auth=auth))
    (verdict,) = verdicts(tmp_path, "any-origin-function-url")
    assert ("cookies" in verdict.message) is told


PARAMETER = """\
Parameters:
  {name}: {{Type: String}}
Resources:
  Client:
    Type: AWS::Cognito::UserPoolClient
    Properties: {{UserPoolId: pool, GenerateSecret: !Ref {name}}}
"""


@pytest.mark.parametrize(
    ("name", "fails"), [("userpoolClientGenerateSecret", False), ("userpoolClientSecret", True)]
)
def test_a_switch_is_no_secret(tmp_path, name, fails):
    """aws-serverless-airline-booking, branch archive: a switch of Amplify's was called a secret."""
    (tmp_path / "template.yaml").write_text(PARAMETER.format(name=name))
    found = verdicts(tmp_path, "plain-secret-parameter")
    assert any(one.outcome.value == "fails" for one in found) is fails
