"""The application as a plain template, and as the cloud assembly that the CDK makes of one."""

from __future__ import annotations

import json
from typing import Any

import yaml
from tests.parity.application import FUNCTION, ROLE, App, arn, ref
from tests.parity.written import Written, sources

_TRUST = {
    "Effect": "Allow",
    "Action": "sts:AssumeRole",
    "Principal": {"Service": "lambda.amazonaws.com"},
}
_HASH = "a" * 64


def template(app: App, code: object) -> dict[str, Any]:
    """The template, the function's code being ``code``."""
    resources: dict[str, Any] = {
        FUNCTION: {
            "Type": "AWS::Lambda::Function",
            "Properties": {**app.function, "Role": arn(ROLE), "Code": code},
        },
        ROLE: {"Type": "AWS::IAM::Role", "Properties": _role(app)},
        **app.resources,
    }
    if app.url is not None:
        properties = {"TargetFunctionArn": arn(FUNCTION), **app.url}
        resources["Url"] = {"Type": "AWS::Lambda::Url", "Properties": properties}
    for name, mapping in app.mappings.items():
        properties = {"FunctionName": ref(FUNCTION), **mapping}
        resources[name] = {"Type": "AWS::Lambda::EventSourceMapping", "Properties": properties}
    if app.schedule is not None:
        targets = [{"Id": "orders", "Arn": arn(FUNCTION), "DeadLetterConfig": {"Arn": arn("Dead")}}]
        properties = {**app.schedule, "Targets": targets}
        resources["Clock"] = {"Type": "AWS::Events::Rule", "Properties": properties}
        resources["ClockMay"] = {
            "Type": "AWS::Lambda::Permission",
            "Properties": {
                "FunctionName": ref(FUNCTION),
                "Action": "lambda:InvokeFunction",
                "Principal": "events.amazonaws.com",
                "SourceArn": arn("Clock"),
            },
        }
    serverless = any(one["Type"].startswith("AWS::Serverless::") for one in app.resources.values())
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        **({"Transform": "AWS::Serverless-2016-10-31"} if serverless else {}),
        **({"Parameters": app.parameters} if app.parameters else {}),
        "Resources": resources,
        **({"Outputs": app.outputs} if app.outputs else {}),
    }


def _role(app: App) -> dict[str, Any]:
    document = {"Version": "2012-10-17", "Statement": app.statements}
    return {
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": app.trust or [_TRUST]},
        "ManagedPolicyArns": app.managed,
        "Policies": [{"PolicyName": "own", "PolicyDocument": document}],
    }


def write(app: App) -> Written:
    """A plain template, its code beside it, as ``package`` takes it."""
    text = yaml.safe_dump(template(app, "src"), sort_keys=False)
    return Written({"template.yaml": text, **sources(app, "src")})


def write_cdk(app: App) -> Written:
    """A cloud assembly: manifest, template, assets."""
    code = {"S3Bucket": "assets", "S3Key": f"{_HASH}.zip"}
    assets = {
        "version": "55.0.0",
        "files": {_HASH: {"source": {"path": f"asset.{_HASH}", "packaging": "zip"}}},
    }
    artifacts = {
        "Shop.assets": {"type": "cdk:asset-manifest", "properties": {"file": "Shop.assets.json"}},
        "Shop": {
            "type": "aws:cloudformation:stack",
            "environment": "aws://unknown-account/unknown-region",
            "properties": {"templateFile": "Shop.template.json"},
            "dependencies": ["Shop.assets"],
        },
    }
    return Written(
        {
            "cdk.json": "{}",
            "cdk.out/manifest.json": json.dumps({"version": "55.0.0", "artifacts": artifacts}),
            "cdk.out/Shop.assets.json": json.dumps(assets),
            "cdk.out/Shop.template.json": json.dumps(template(app, code), indent=1),
            **sources(app, f"cdk.out/asset.{_HASH}"),
        }
    )
