"""Functions beside the first one, with roles of their own or the same."""

from __future__ import annotations

from typing import Any

from tests.parity.application import FUNCTION, ROLE, STATES, App, adding, arn, ref, state
from tests.parity.states.parts import Resources, allow

ZIP = {"Runtime": "python3.13", "Handler": "app.handler", "Code": {"S3Bucket": "b", "S3Key": "k"}}


def another(name: str, role: str = ROLE, **properties: Any) -> Resources:
    """A function of this name, with its log group."""
    made = {
        "FunctionName": name.lower(),
        "TracingConfig": {"Mode": "Active"},
        "Role": arn(role),
        **(properties or ZIP),
    }
    logs = {"LogGroupName": f"/aws/lambda/{name.lower()}", "RetentionInDays": 30}
    return {
        name: {"Type": "AWS::Lambda::Function", "Properties": made},
        f"{name}Logs": {"Type": "AWS::Logs::LogGroup", "Properties": logs},
    }


def role(name: str, *services: str) -> Resources:
    """A role that these services may take on."""
    trust = {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": {"Service": [f"{service}.amazonaws.com" for service in services]},
    }
    properties = {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]}}
    return {name: {"Type": "AWS::IAM::Role", "Properties": properties}}


adding("shared-role", another("More"))
adding(
    "function-role-trusted-by-others",
    another("More", "MoreRole") | role("MoreRole", "lambda", "ec2"),
)
adding(
    "image-by-moving-tag",
    role("MoreRole", "lambda")
    | another(
        "More",
        "MoreRole",
        PackageType="Image",
        Code={"ImageUri": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/more:latest"},
    ),
)
adding(
    "secret-for-every-function",
    another("More")
    | another("Most")
    | {"Token": {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "token"}}},
)
_adds_functions = STATES["secret-for-every-function"]


@state("secret-for-every-function")
def readable_by_all(app: App) -> None:
    _adds_functions(app)
    app.statements.append(allow("secretsmanager:GetSecretValue", ref("Token")))


@state("administrator-custom-resource")
def seeded(app: App) -> None:
    app.managed.append("arn:aws:iam::aws:policy/AdministratorAccess")
    app.resources["Seed"] = {
        "Type": "AWS::CloudFormation::CustomResource",
        "Properties": {"ServiceToken": arn(FUNCTION)},
    }
