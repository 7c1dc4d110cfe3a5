"""Several environments of one application: all are judged, and a finding says where it holds."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from crenel.cli.main import main
from crenel.controls.catalogue import by_name
from crenel.controls.survey import survey
from crenel.model.verdict import Outcome, Verdict
from crenel.readers.environments import MAX_ENVIRONMENTS
from crenel.readers.options import Options
from crenel.readers.project import project

SAM = """\
Transform: AWS::Serverless-2016-10-31
Parameters:
  Auth: {Type: String}
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: app.handler
      InlineCode: "pass"
      FunctionUrlConfig: {AuthType: !Ref Auth}
"""
SAMCONFIG = """\
version = 0.1
[default.deploy.parameters]
parameter_overrides = "Auth=NONE"
[prod.deploy.parameters]
parameter_overrides = "Auth=AWS_IAM"
[test.deploy.parameters]
parameter_overrides = "Auth=NONE"
[docs.build.parameters]
cached = true
"""
SERVICE = """\
service: shop
provider: {name: aws, runtime: python3.13}
params:
  dev: {url: true}
  prod: {url: {authorizer: aws_iam}}
functions:
  orders:
    handler: app.handler
    url: ${param:url}
"""
MAIN = """\
variable "auth" { type = string }
resource "aws_lambda_function_url" "orders" {
  function_name      = "orders"
  authorization_type = var.auth
}
"""


def judged(folder: Path, files: dict[str, str], environment: str = "") -> list[Verdict]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    read = project([folder], Options(environment=environment))
    found = survey(read, [by_name()["public-function-url"]], date(2026, 11, 24))
    assert not found.coverage.unread
    return list(found.verdicts)


def test_environments_of_samconfig(tmp_path: Path) -> None:
    (verdict,) = judged(tmp_path, {"template.yaml": SAM, "samconfig.toml": SAMCONFIG})
    assert verdict.outcome is Outcome.FAILS
    assert verdict.environments == ("default", "test")


def test_one_that_is_named_is_judged_alone(tmp_path: Path) -> None:
    files = {"template.yaml": SAM, "samconfig.toml": SAMCONFIG}
    (verdict,) = judged(tmp_path, files, "prod")
    assert verdict.outcome is Outcome.PASSES
    assert verdict.environments == ()


def test_one_environment_is_not_named(tmp_path: Path) -> None:
    config = SAMCONFIG.partition("[prod")[0]
    (verdict,) = judged(tmp_path, {"template.yaml": SAM, "samconfig.toml": config})
    assert verdict.environments == ()


def test_values_of_terraform_replace_the_deployment_without_any(tmp_path: Path) -> None:
    files = {
        "main.tf": MAIN,
        "prod.tfvars": 'auth = "AWS_IAM"\n',
        "env/test.tfvars": 'auth = "NONE"\n',
        "example.tfvars": 'auth = "NONE"\n',
    }
    (verdict,) = judged(tmp_path, files)
    assert verdict.outcome is Outcome.FAILS
    assert verdict.environments == ("test",)


def test_values_that_always_hold_are_an_environment(tmp_path: Path) -> None:
    files = {
        "main.tf": MAIN,
        "terraform.tfvars": 'auth = "NONE"\n',
        "prod.tfvars": 'auth = "AWS_IAM"\n',
    }
    (verdict,) = judged(tmp_path, files)
    assert verdict.environments == ("default",)


def test_stages_of_a_service(tmp_path: Path) -> None:
    (verdict,) = judged(tmp_path, {"serverless.yml": SERVICE})
    assert verdict.outcome is Outcome.FAILS
    assert verdict.environments == ("dev",)


def test_too_many_environments_are_told(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(MAIN)
    for number in range(MAX_ENVIRONMENTS + 2):
        (tmp_path / f"e{number:02}.tfvars").write_text('auth = "NONE"\n')
    read = project([tmp_path], Options())
    found = survey(read, [by_name()["public-function-url"]], date(2026, 11, 24))
    assert [one.reason for one in found.coverage.unread] == [
        f"more than {MAX_ENVIRONMENTS} environments: the rest is not judged"
    ]
    assert len(found.verdicts[0].environments) == MAX_ENVIRONMENTS


def test_a_file_of_values_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(MAIN)
    (tmp_path / "prod.tfvars").write_text("auth = = =\n")
    read = project([tmp_path], Options())
    found = survey(read, [by_name()["public-function-url"]], date(2026, 11, 24))
    assert {one.file for one in found.coverage.unread} == {"prod.tfvars"}


def test_the_report_names_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "main.tf").write_text(MAIN)
    (tmp_path / "prod.tfvars").write_text('auth = "NONE"\n')
    (tmp_path / "test.tfvars").write_text('auth = "AWS_IAM"\n')
    main(["check", str(tmp_path), "--format", "json", "--no-config"])
    rows = json.loads(capsys.readouterr().out)["verdicts"]
    (row,) = [one for one in rows if one["control"] == "public-function-url"]
    assert row["environments"] == ["prod"]
    main(["check", str(tmp_path), "--no-config"])
    assert "in: prod" in capsys.readouterr().out
