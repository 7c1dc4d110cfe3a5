"""What the controls of packages, pipelines and versions rest on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crenel.analysis.knowledge import Knowledge
from crenel.controls.catalogue import by_name
from crenel.controls.configuration._patterns import _takes
from crenel.controls.delivery._frameworks import newest_major, supported_until
from crenel.controls.judge import judge
from crenel.controls.supply._modules import is_git, is_pinned_archive, is_pinned_git
from crenel.model.verdict import Outcome, Verdict
from crenel.readers.options import Options
from crenel.readers.project import project

TODAY = date(2026, 11, 24)
FUNCTION = """
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties: {Runtime: %s, Handler: app.handler, CodeUri: src/}
"""


def verdicts(folder: Path, name: str, files: dict[str, str]) -> list[Verdict]:
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    read = project([folder], Options())
    return [
        verdict
        for application in read.applications()
        for verdict in judge([by_name()[name]], Knowledge(application, TODAY, read.root))
    ]


@pytest.mark.parametrize(
    ("wanted", "newest"),
    [
        ("3", 3),
        ("^3.38.0", 3),
        ("~2.72", 2),
        (">=1.1.0 <2.0.0", 1),
        (">=2.0.0 <=3.9.9", 3),
        ("<3.2", 3),
        ("2 || 3", 3),
        ("1.x", 1),
        ("1.0.0 - 2.9.9", 2),
        (">=2.24.0", None),
        ("2 || >=4", None),
        ("*", None),
        ("", None),
    ],
)
def test_the_newest_version_that_a_range_takes(wanted: str, newest: int | None) -> None:
    assert newest_major(wanted) == newest


@given(wanted=st.text(max_size=60))
def test_any_text_is_a_range_or_none(wanted: str) -> None:
    newest = newest_major(wanted)
    assert newest is None or newest >= -1


def test_version_four_is_maintained_and_older_ones_are_not() -> None:
    assert supported_until(4) is None
    assert all((end := supported_until(one)) is not None and end < TODAY for one in range(4))


@pytest.mark.parametrize(
    ("glob", "path", "takes"),
    [
        (".env*", ".env", True),
        (".env*", "src/.env", False),
        ("**/.env", ".env", True),
        ("**/.env", "a/b/.env", True),
        ("**", "a/b", True),
        ("src/*", "src/a/b", False),
        ("src/**", "src/a/b", True),
        ("a?c", "abc", True),
        ("a.c", "abc", False),
        ("[", "[", True),
    ],
)
def test_globs(glob: str, path: str, *, takes: bool) -> None:
    assert _takes(glob, path) is takes


@pytest.mark.parametrize(
    ("source", "pinned"),
    [
        ("git::https://x.test/m.git?ref=v1.2.0", True),
        ("git::https://x.test/m.git//sub?depth=1&ref=1.2.0", True),
        ("github.com/a/b?ref=0123456789abcdef0123456789abcdef01234567", True),
        ("git@github.com:a/b.git?ref=main", False),
        ("github.com/a/b", False),
        ("git::ssh://x.test/m.git?ref=release", False),
    ],
)
def test_repositories_of_modules(source: str, *, pinned: bool) -> None:
    assert is_git(source)
    assert is_pinned_git(source) is pinned


def test_archives_and_registries_are_no_repositories() -> None:
    assert not is_git("terraform-aws-modules/lambda/aws")
    assert not is_git("https://x.test/module.zip")
    assert is_pinned_archive("https://x.test/module-1.2.zip")
    assert not is_pinned_archive("s3::https://s3.amazonaws.com/b/module.zip")


PRIVATE = "-----BEGIN %s KEY-----\nMII\n" % "PRIVATE"  # noqa: UP031 - never in one piece


@pytest.mark.parametrize(
    ("file", "text", "outcome"),
    [
        (".env", "STAGE=prod\n", Outcome.FAILS),
        (".env.production", "export A='b'\n", Outcome.FAILS),
        ("deep/er/.env", "A=b\n", Outcome.FAILS),
        ("certs/client.pem", PRIVATE, Outcome.FAILS),
        (".npmrc", "//registry.test/:_authToken=abc\n", Outcome.FAILS),
        ("terraform.tfstate", "{}", Outcome.FAILS),
        (".env", "# STAGE=prod\nEMPTY=\n", Outcome.PASSES),
        (".env.example", "STAGE=prod\n", Outcome.PASSES),
        (".env.sample", "STAGE=prod\n", Outcome.PASSES),
        ("certs/rds-ca.pem", "-----BEGIN CERTIFICATE-----\nMII\n", Outcome.PASSES),
        (".npmrc", "//registry.test/:_authToken=${NPM_TOKEN}\nsave-exact=true\n", Outcome.PASSES),
        ("node_modules/x/.env", "A=b\n", Outcome.PASSES),
        ("environment.py", "A=1\n", Outcome.PASSES),
    ],
)
def test_private_files(tmp_path: Path, file: str, text: str, outcome: Outcome) -> None:
    files = {"template.yaml": FUNCTION % "python3.13", "src/app.py": "", f"src/{file}": text}
    (verdict,) = verdicts(tmp_path, "private-files-in-package", files)
    assert verdict.outcome is outcome
    assert verdict.masked


def test_npm_leaves_out_what_is_ignored_beside_the_package(tmp_path: Path) -> None:
    files = {"template.yaml": FUNCTION % "nodejs22.x", "src/app.js": "", "src/.env": "A=b\n"}
    (first,) = verdicts(tmp_path / "a", "private-files-in-package", files)
    ignoring = {**files, "src/package.json": "{}", "src/.npmignore": "# x\n.env\n"}
    (second,) = verdicts(tmp_path / "b", "private-files-in-package", ignoring)
    assert (first.outcome, second.outcome) == (Outcome.FAILS, Outcome.PASSES)


def test_compiled_functions_ship_what_was_built(tmp_path: Path) -> None:
    files = {"template.yaml": FUNCTION % "provided.al2023", "src/.env": "A=b\n"}
    assert verdicts(tmp_path, "private-files-in-package", files) == []


def test_a_link_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.env").write_text("A=b\n")
    folder = tmp_path / "project"
    files = {"template.yaml": FUNCTION % "python3.13", "src/app.py": ""}
    verdicts(folder, "private-files-in-package", files)
    (folder / "src" / ".env").symlink_to(tmp_path / "secret.env")
    (verdict,) = verdicts(folder, "private-files-in-package", files)
    assert verdict.outcome is Outcome.PASSES


@pytest.mark.parametrize(
    ("files", "outcome"),
    [
        ({"src/other.py": ""}, Outcome.FAILS),
        ({"src/app.py": ""}, Outcome.PASSES),
        ({"src/other.py": "", "src/Makefile": ""}, Outcome.UNDECIDED),
        ({"src/other.txt": ""}, Outcome.UNDECIDED),
        ({"src/other.py": "", "src/requirements.txt": "app==1.0\n"}, Outcome.UNDECIDED),
    ],
)
def test_missing_handlers(tmp_path: Path, files: dict[str, str], outcome: Outcome) -> None:
    files = {"template.yaml": FUNCTION % "python3.13", **files}
    (verdict,) = verdicts(tmp_path, "missing-handler", files)
    assert verdict.outcome is outcome
    assert verdict.needs or outcome is not Outcome.UNDECIDED


def test_settings_of_samconfig_are_told_at_their_place(tmp_path: Path) -> None:
    config = (
        "version = 0.1\n[dev.deploy.parameters]\ndisable_rollback = false\n"
        "[default.deploy.parameters]\ndisable_rollback = true\n"
    )
    files = {"template.yaml": FUNCTION % "python3.13", "samconfig.toml": config}
    (verdict,) = verdicts(tmp_path, "rollback-off", files)
    assert (verdict.outcome, verdict.address) == (Outcome.FAILS, "samconfig.toml::default")
    assert verdict.span.line == 5


def test_authorizers_of_a_document_use_their_permission(tmp_path: Path) -> None:
    text = """
Resources:
  Ask:
    Type: AWS::Lambda::Function
    Properties: {Runtime: python3.13, Handler: a.b, Role: r, Code: {ZipFile: "pass"}}
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        openapi: "3.0.1"
        paths: {/x: {get: {x-amazon-apigateway-integration: {type: mock}}}}
        components:
          securitySchemes:
            Ask:
              type: apiKey
              x-amazon-apigateway-authorizer:
                type: token
                authorizerUri: !Sub "arn:aws:apigateway:eu-west-1:lambda:path/f/${Ask.Arn}/i"
  May:
    Type: AWS::Lambda::Permission
    Properties:
      FunctionName: !Ref Ask
      Action: lambda:InvokeFunction
      Principal: apigateway.amazonaws.com
      SourceArn: !Sub "arn:aws:execute-api:eu-west-1:111122223333:${Api}/*"
"""
    (verdict,) = verdicts(tmp_path, "permission-without-route", {"template.yaml": text})
    assert verdict.outcome is Outcome.PASSES


def test_a_cluster_is_as_public_as_its_instances(tmp_path: Path) -> None:
    text = """
Resources:
  Orders:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: python3.13
      Handler: a.b
      Role: r
      Code: {ZipFile: "pass"}
      Environment: {Variables: {HOST: !GetAtt Store.Endpoint.Address}}
  Store: {Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-mysql}}
  One:
    Type: AWS::RDS::DBInstance
    Properties: {Engine: aurora-mysql, DBClusterIdentifier: !Ref Store, PubliclyAccessible: %s}
"""
    (public,) = verdicts(
        tmp_path / "a", "function-outside-network", {"template.yaml": text % "true"}
    )
    (private,) = verdicts(
        tmp_path / "b", "function-outside-network", {"template.yaml": text % "false"}
    )
    assert (public.outcome, private.outcome) == (Outcome.PASSES, Outcome.FAILS)


@pytest.mark.parametrize(
    ("path", "outcome"), [("$default", Outcome.PASSES), ("GET /x", Outcome.FAILS)]
)
def test_a_route_for_all_the_rest_needs_all_the_rest(
    tmp_path: Path, path: str, outcome: Outcome
) -> None:
    text = """
Resources:
  Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: a, ProtocolType: HTTP}}
"""
    for name, key in (("One", path), ("Two", "GET /two")):
        text += f"""
  {name}:
    Type: AWS::Lambda::Function
    Properties: {{Runtime: python3.13, Handler: a.b, Role: r, Code: {{ZipFile: "pass"}}}}
  To{name}:
    Type: AWS::ApiGatewayV2::Integration
    Properties: {{ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt {name}.Arn}}
  Route{name}:
    Type: AWS::ApiGatewayV2::Route
    Properties: {{ApiId: !Ref Api, RouteKey: "{key}", Target: !Sub "integrations/${{To{name}}}"}}
"""
    text += """
  May:
    Type: AWS::Lambda::Permission
    Properties:
      FunctionName: !Ref One
      Action: lambda:InvokeFunction
      Principal: apigateway.amazonaws.com
      SourceArn: !Sub "arn:aws:execute-api:eu-west-1:111122223333:${Api}/*"
"""
    (verdict,) = verdicts(tmp_path, "permission-for-every-route", {"template.yaml": text})
    assert verdict.outcome is outcome


def test_a_key_in_the_file_of_a_pipeline_is_not_pointed_at(tmp_path: Path) -> None:
    key = "aB3/" * 10
    text = (
        "jobs:\n  it:\n    steps:\n      - run: sam deploy\n"
        f"        env: {{AWS_SECRET_ACCESS_KEY: {key}}}\n"
    )
    files = {".github/workflows/deploy.yml": text}
    (verdict,) = verdicts(tmp_path, "long-lived-keys-in-pipeline", files)
    assert verdict.outcome is Outcome.FAILS
    assert verdict.span.text == "it"
    assert key not in verdict.message
