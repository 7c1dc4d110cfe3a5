"""Folders as people have them, and as attackers make them: nothing hangs, nothing is lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crenel.errors import UsageError
from crenel.model.application import Application
from crenel.model.entities import EntryPoint, Function, Queue
from crenel.readers.options import Options
from crenel.readers.project import Project, project

QUEUE = "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties: {QueueName: %s}\n"


def read(folder: Path, **options: object) -> tuple[list[Application], Project]:
    found = project([folder], Options(**options))  # type: ignore[arg-type]
    return list(found.applications()), found


def write(folder: Path, name: str, text: str | bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def queue_names(applications: list[Application]) -> list[str]:
    return [queue.name.text() for one in applications for queue in one.all(Queue)]


def test_templates_are_found_by_what_they_hold(tmp_path: Path) -> None:
    write(tmp_path, "a/infra.yml", QUEUE % "one")
    write(tmp_path, "b/stack.json", '{"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}}')
    write(tmp_path, "c/values.yaml", "Resources: [a, b]\n")
    write(tmp_path, "d/openapi.yaml", "openapi: 3.0.0\npaths: {}\n")
    write(tmp_path, "node_modules/x/template.yaml", QUEUE % "never")
    write(tmp_path, ".aws-composer/20221206/template.yaml", QUEUE % "an older draft")
    applications, found = read(tmp_path)
    assert [one.file for one in applications] == ["a/infra.yml", "b/stack.json"]
    assert not found.unread


def test_a_template_that_cannot_be_read_is_told_and_the_rest_is_judged(tmp_path: Path) -> None:
    write(tmp_path, "bad.yaml", "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n   x: [\n")
    write(tmp_path, "good.yaml", QUEUE % "good")
    write(tmp_path, "latin.yaml", (QUEUE % "caf\xe9").encode("latin-1"))
    applications, found = read(tmp_path)
    assert queue_names(applications) == ["good"]
    assert [one.file for one in found.unread] == ["bad.yaml", "latin.yaml"]
    assert [one.line for one in found.unread] == [4, 4]


def test_every_encoding_that_says_what_it_is(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", (QUEUE % "é").encode("utf-16"))
    write(tmp_path, "b.yaml", (QUEUE % "é").encode("utf-8-sig"))
    applications, found = read(tmp_path)
    assert queue_names(applications) == ["é", "é"]
    assert not found.unread


def test_a_pipe_and_a_link_out_do_not_hang_or_leak(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    os.mkfifo(root / "template.yaml")
    write(tmp_path, "secret.yaml", QUEUE % "outside")
    (root / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (root / "loop").symlink_to(root)
    write(root, "good.yaml", QUEUE % "good")
    applications, found = read(root)
    assert queue_names(applications) == ["good"]
    assert any("outside" in one.reason for one in found.unread)


@pytest.mark.parametrize(
    "text",
    [
        "Resources: [a]\nTransform: x\nAWSTemplateFormatVersion: 2010-09-09\n",
        "AWSTemplateFormatVersion: 2010-09-09\nResources: {A: [1], B: x, C: {Type: 3}}\n",
        "Resources: {A: {Type: AWS::Lambda::Function, Properties: {Code: [], Layers: {a: 1}}}}\n",
        "Resources: {A: {Type: AWS::IAM::Role, Properties: {Policies: x, ManagedPolicyArns: 1}}}\n",
        "Resources: {A: {Type: AWS::ApiGateway::RestApi, Properties: {Body: {paths: [1]}}}}\n",
        "Resources: {A: {Type: AWS::Events::Rule, Properties: {Targets: {Arn: 1}}}}\n",
        "Resources: {A: {Type: AWS::S3::Bucket, Properties: []}, A: {Type: AWS::S3::Bucket}}\n",
        "Resources: {A: {Type: AWS::SNS::Topic, Properties: []}, A: {Type: AWS::SQS::Q}}\n",
        (
            "Transform: AWS::Serverless-2016-10-31\n"
            "Resources: {F: {Type: AWS::Serverless::Function}}\n"
        ),
        (
            "Transform: AWS::Serverless-2016-10-31\nGlobals: [1]\n"
            "Resources: {F: {Type: AWS::Serverless::Function, "
            "Properties: {Events: [1], Policies: 3}}}\n"
        ),
    ],
)
def test_malformed_templates_never_crash(tmp_path: Path, text: str) -> None:
    write(tmp_path, "template.yaml", text)
    applications, found = read(tmp_path)
    assert applications or found.unread


def test_a_written_twice_resource_is_told(tmp_path: Path) -> None:
    write(tmp_path, "t.yaml", QUEUE % "one" + "  Q:\n    Type: AWS::SQS::Queue\n")
    _, found = read(tmp_path)
    assert [(one.line, "twice" in one.reason) for one in found.unread] == [(5, True)]


def test_a_nested_stack_gets_what_its_parent_passes(tmp_path: Path) -> None:
    write(
        tmp_path,
        "parent.yaml",
        """
Parameters: {Stage: {Type: String, Default: prod}}
Resources:
  Child:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: nested/child.yaml
      Parameters: {Name: !Sub "${Stage}-orders"}
  F:
    Type: AWS::Lambda::Function
    Properties: {Handler: a.b, Role: !GetAtt Child.Outputs.QueueArn}
""",
    )
    write(
        tmp_path,
        "nested/child.yaml",
        "Parameters: {Name: {Type: String}}\n"
        + QUEUE % "!Ref Name"
        + "Outputs: {QueueArn: {Value: !GetAtt Q.Arn}}\n",
    )
    applications, found = read(tmp_path)
    assert [one.file for one in applications] == ["parent.yaml"]
    assert queue_names(applications) == ["prod-orders"]
    (queue,) = applications[0].all(Queue)
    assert queue.origin.address == "nested/child.yaml::Q"
    (function,) = applications[0].all(Function)
    assert applications[0].resolve(function.identity, Queue) is queue
    assert not found.unread


def test_a_template_that_nests_itself_ends(tmp_path: Path) -> None:
    write(
        tmp_path,
        "t.yaml",
        "Resources:\n  A:\n    Type: AWS::CloudFormation::Stack\n"
        "    Properties: {TemplateURL: t.yaml}\n",
    )
    applications, found = read(tmp_path)
    assert len(applications) == 1
    assert "too deep" in found.unread[0].reason


def test_samconfig_gives_parameters_and_the_command_line_wins(tmp_path: Path) -> None:
    write(tmp_path, "template.yaml", "Parameters: {N: {Type: String}}\n" + QUEUE % "!Ref N")
    write(
        tmp_path,
        "samconfig.toml",
        'version = 0.1\n[default.deploy.parameters]\nparameter_overrides = "N=dev"\n'
        '[prod.deploy.parameters]\nparameter_overrides = ["N=prod"]\n',
    )
    assert queue_names(read(tmp_path)[0]) == ["dev"]
    assert queue_names(read(tmp_path, environment="prod")[0]) == ["prod"]
    assert queue_names(read(tmp_path, parameters={"N": "given"})[0]) == ["given"]
    with pytest.raises(UsageError, match="no environment stage"):
        read(tmp_path, environment="stage")


def test_a_broken_samconfig_is_located(tmp_path: Path) -> None:
    write(tmp_path, "template.yaml", QUEUE % "q")
    write(tmp_path, "samconfig.toml", "version = 0.1\n[default\n")
    applications, found = read(tmp_path)
    assert len(applications) == 1
    assert [(one.file, one.line) for one in found.unread] == [("samconfig.toml", 2)]


def test_what_does_not_exist_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        project([tmp_path / "nothing"], Options())


def test_a_file_that_is_no_template_is_told(tmp_path: Path) -> None:
    write(tmp_path, "readme.yaml", "hello: world\n")
    found = project([tmp_path / "readme.yaml"], Options())
    assert not list(found.applications())
    assert "no template" in found.unread[0].reason


FUNCTION = (
    "F: {Type: AWS::Lambda::Function, Properties: {FunctionName: !Sub '${AWS::StackName}-f'}}"
)


def functions_behind(folder: Path, text: str) -> list[str]:
    write(folder, "template.yaml", text)
    (application,), found = read(folder)
    assert not found.unread
    entries = application.all(EntryPoint)
    behind = [application.resolve(entry.function, Function) for entry in entries]
    return [function.label if function else "" for function in behind]


@pytest.mark.parametrize("end", ["", ":live"])
def test_a_function_is_known_by_its_name_in_the_address_of_an_integration(
    tmp_path: Path, end: str
) -> None:
    uri = (
        "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:"
        "111122223333:function:${AWS::StackName}-f" + end + "/invocations"
    )
    text = f"""Resources:
  {FUNCTION}
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: a1b2c3
      HttpMethod: GET
      Integration: {{Type: AWS_PROXY, Uri: !Sub '{uri}'}}
"""
    assert functions_behind(tmp_path, text) == ["F"]


def test_a_user_pool_is_reached_by_its_triggers_and_not_by_its_key(tmp_path: Path) -> None:
    text = f"""Resources:
  {FUNCTION}
  Pool:
    Type: AWS::Cognito::UserPool
    Properties:
      LambdaConfig:
        KMSKeyID: arn:aws:kms:eu-west-1:111122223333:key/k
        PreSignUp: !GetAtt F.Arn
        CustomSMSSender: {{LambdaArn: !GetAtt F.Arn, LambdaVersion: V1_0}}
"""
    assert functions_behind(tmp_path, text) == ["F", "F"]


def test_resources_of_sam_without_its_transform_are_told(tmp_path: Path) -> None:
    write(tmp_path, "template.yaml", "Resources:\n  F: {Type: AWS::Serverless::Function}\n")
    (application,), found = read(tmp_path)
    assert not application.all(Function)
    ((line, reason),) = [(one.line, one.reason) for one in found.unread]
    assert line == 2
    assert reason.startswith("AWS::Serverless::Function needs Transform: AWS::Serverless-2016")
