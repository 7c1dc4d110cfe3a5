"""Production beside the other environments: what is a difference, and what is none."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest

from crenel.cli.main import main
from crenel.controls.catalogue import chosen
from crenel.controls.survey import Survey, survey
from crenel.model.verdict import Outcome, Verdict
from crenel.readers.environments import is_production
from crenel.readers.options import Options
from crenel.readers.project import project
from crenel.readers.terraform.modules import configuration
from crenel.readers.terraform.syntax.hcl import parse_body
from crenel.readers.text.parse import parse

TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Parameters:
  Auth: {Type: String}
  Tracing: {Type: String}
  Password: {Type: String, Default: ""}
  Stage: {Type: String, AllowedValues: [dev, prod], Default: dev}
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: app.handler
      InlineCode: "def handler(event, context): return 1"
      Tracing: !Ref Tracing
      FunctionUrlConfig: {AuthType: !Ref Auth}
      Environment: {Variables: {DB_PASSWORD: !Ref Password}}
"""


def config(**environments: str) -> str:
    tables = (
        f'[{name.replace("_", "-")}.deploy.parameters]\nparameter_overrides = "{given}"\n'
        for name, given in environments.items()
    )
    return "version = 0.1\n" + "".join(tables)


def surveyed(folder: Path, files: dict[str, str], **options: object) -> Survey:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    read = project([folder], Options(**options))  # type: ignore[arg-type]
    return survey(read, chosen(["DEP-010"]), date(2026, 11, 24))


def of_function(found: Survey) -> Verdict:
    (verdict,) = [one for one in found.verdicts if one.logical_id == "Orders"]
    return verdict


def judged(folder: Path, **environments: str) -> Verdict:
    files = {"template.yaml": TEMPLATE, "samconfig.toml": config(**environments)}
    return of_function(surveyed(folder, files))


def test_weaker_in_production_fails_there(tmp_path: Path) -> None:
    verdict = judged(
        tmp_path, dev="Auth=AWS_IAM Tracing=Active", prod="Auth=NONE Tracing=PassThrough"
    )
    assert verdict.outcome is Outcome.FAILS
    assert verdict.environments == ("prod",)
    assert verdict.message.startswith("so in prod, not in dev:")
    assert {one.note for one in verdict.evidence} >= {
        "so in prod, not in dev: a function does not record traces"
    }


def test_stronger_in_production_is_no_drift(tmp_path: Path) -> None:
    verdict = judged(
        tmp_path, dev="Auth=NONE Tracing=PassThrough", prod="Auth=AWS_IAM Tracing=Active"
    )
    assert verdict.outcome is Outcome.PASSES


def test_alike_is_no_drift(tmp_path: Path) -> None:
    verdict = judged(tmp_path, default="Auth=NONE", dev="Auth=NONE", prod="Auth=NONE")
    assert verdict.outcome is Outcome.PASSES


def test_each_of_several_productions_is_compared(tmp_path: Path) -> None:
    verdict = judged(tmp_path, prod_eu="Auth=NONE", prod_us="Auth=AWS_IAM", default="Auth=NONE")
    assert (verdict.outcome, verdict.environments) == (Outcome.FAILS, ("prod-eu",))


def test_none_called_production_is_undecided(tmp_path: Path) -> None:
    verdict = judged(tmp_path, default="Auth=NONE", blue="Auth=AWS_IAM")
    assert verdict.outcome is Outcome.UNDECIDED
    assert verdict.needs == ("which of default, blue is production: none is called so",)


def test_a_secret_in_production_is_told_without_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = "hunter" + "Xy72kQp"
    service = (
        "service: shop\nprovider: {name: aws, runtime: python3.13}\n"
        f"params: {{dev: {{pw: ''}}, prod: {{pw: {secret}}}}}\n"
        "functions:\n  Orders:\n    handler: app.handler\n"
        "    environment: {DB_PASSWORD: '${param:pw}'}\n"
    )
    verdict = of_function(surveyed(tmp_path, {"serverless.yml": service}))
    assert verdict.outcome is Outcome.FAILS
    assert "secret" in verdict.message
    main(["check", str(tmp_path), "--control", "DEP-010", "--no-config", "--view", "audit"])
    assert secret not in capsys.readouterr().out


def test_what_is_switched_off_is_not_compared(tmp_path: Path) -> None:
    off = ("public-function-url", "uncapped-public-function")
    (tmp_path / "crenel.toml").write_text(
        "".join(f"[controls.{name}]\nenabled = false\n" for name in off)
    )
    (tmp_path / "template.yaml").write_text(TEMPLATE)
    text = config(default="Auth=AWS_IAM", dev="Auth=AWS_IAM", prod="Auth=NONE")
    (tmp_path / "samconfig.toml").write_text(text)
    assert main(["check", str(tmp_path), "--control", "DEP-010"]) == 0


def test_the_values_of_a_stage_parameter_are_environments(tmp_path: Path) -> None:
    template = TEMPLATE.replace(
        "AuthType: !Ref Auth", "AuthType: !If [Prod, NONE, AWS_IAM]"
    ).replace("Resources:", "Conditions: {Prod: !Equals [!Ref Stage, prod]}\nResources:")
    verdict = of_function(surveyed(tmp_path, {"template.yaml": template}))
    assert verdict.outcome is Outcome.FAILS
    assert verdict.message.startswith("so in prod, not in dev:")
    given = surveyed(tmp_path, {}, parameters={"Stage": "prod"})
    assert not given.verdicts, "the person chose a stage"


STAGED = """\
Parameters:
  Stage: {Type: String, Default: dev, AllowedValues: [dev, prod]}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Orders:
"""
WHOLE_MAP = """\
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    Properties:
      PointInTimeRecoverySpecification: !If
        - IsProd
        - {PointInTimeRecoveryEnabled: false}
        - {PointInTimeRecoveryEnabled: true}
"""
WHOLE_LIST = """\
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement: !If
              - IsProd
              - [{Effect: Allow, Action: "s3:*", Resource: "*"}]
              - [{Effect: Allow, Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*"}]
"""


@pytest.mark.parametrize("resource", [WHOLE_MAP, WHOLE_LIST], ids=["map", "list"])
def test_what_is_chosen_whole_by_the_stage_is_compared(resource: str, tmp_path: Path) -> None:
    """What stands inside the chosen branch does not say that a default chose it."""
    verdict = of_function(surveyed(tmp_path, {"template.yaml": STAGED + resource}))
    assert verdict.outcome is Outcome.FAILS
    assert verdict.message.startswith("so in prod, not in dev: ")


def test_what_no_environment_knows_is_not_told_twice(tmp_path: Path) -> None:
    verdict = judged(
        tmp_path, default="Tracing=Active", dev="Tracing=Active", prod="Tracing=Active"
    )
    assert verdict.outcome is Outcome.PASSES


def test_stages_that_a_service_looks_up(tmp_path: Path) -> None:
    service = (
        "service: shop\nprovider: {name: aws, runtime: python3.13, stage: \"${opt:stage, 'qa'}\"}\n"
        "custom: {qa: {url: {authorizer: aws_iam}}, other: {url: true}, x: {y: 1}}\n"
        "functions:\n  orders:\n    handler: app.handler\n"
        "    url: ${file(env/${opt:stage, 'qa'}.yml):url}\n"
        "    description: ${self:custom.${self:provider.stage}.url}\n"
    )
    files = {
        "serverless.yml": service,
        "env/qa.yml": "url: {authorizer: aws_iam}\n",
        "env/production.yml": "url: true\n",
        "env/example.yml": "url: true\n",
    }
    found = surveyed(tmp_path, files)
    (verdict,) = [one for one in found.verdicts if one.logical_id == "orders"]
    assert (verdict.outcome, verdict.environments) == (Outcome.FAILS, ("production",))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("prod", True),
        ("Production", True),
        ("eu-prod-2", True),
        ("live", True),
        ("prodEU", True),
        ("non-prod", False),
        ("preProd", False),
        ("nonprod", False),
        ("dev", False),
        ("product", False),
        ("deliver", False),
    ],
)
def test_names_of_production(name: str, *, expected: bool) -> None:
    assert is_production(name) is expected


def test_each_file_is_parsed_once_for_all_environments(tmp_path: Path) -> None:
    files = {
        "a/template.yaml": TEMPLATE,
        "a/samconfig.toml": config(default="Auth=NONE", dev="Auth=NONE", prod="Auth=NONE"),
        "b/serverless.yml": "service: b\nprovider: {name: aws}\n"
        "params: {qa: {a: 1}, prod: {a: 2}}\ncustom: ${file(c.yml)}\n"
        "functions: {f: {handler: a.b, timeout: '${self:custom.x}'}}\n",
        "b/c.yml": "x: 1\n",
        "c/main.tf": 'variable "a" {}\nmodule "m" {\n  source = "./m"\n  a = var.a\n}\n',
        "c/prod.tfvars": "a = 1\n",
        "c/qa.tfvars": "a = 1\n",
        "c/m/main.tf": 'variable "a" {}\n',
    }
    with (
        patch("crenel.readers.text.parse.parse", wraps=parse) as trees,
        patch(f"{configuration.__name__}.parse_body", wraps=parse_body) as bodies,
    ):
        surveyed(tmp_path, files)
    assert trees.call_count == len(["template.yaml", "serverless.yml", "c.yml"])
    assert bodies.call_count == len(["main.tf", "m/main.tf"])


def test_stages_are_folders_too(tmp_path: Path) -> None:
    service = (
        "service: shop\nprovider: {name: aws, runtime: python3.13}\n"
        "functions:\n  Orders:\n    handler: app.handler\n"
        "    url: ${file(env/${opt:stage, 'dev'}/x.yml):url}\n"
    )
    files = {
        "serverless.yml": service,
        "env/dev/x.yml": "url: {authorizer: aws_iam}\n",
        "env/live/x.yml": "url: true\n",
        "env/prod/y.yml": "url: true\n",
    }
    verdict = of_function(surveyed(tmp_path, files))
    assert (verdict.outcome, verdict.environments) == (Outcome.FAILS, ("live",))
