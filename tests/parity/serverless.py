"""The application in the Serverless Framework's words, the rest under ``resources``."""

from __future__ import annotations

from typing import Any

import yaml
from tests.parity.application import FUNCTION, ROLE, App
from tests.parity.written import Written

_NAMES = {
    "FunctionName": "name",
    "Runtime": "runtime",
    "Handler": "handler",
    "Timeout": "timeout",
    "MemorySize": "memorySize",
    "ReservedConcurrentExecutions": "reservedConcurrency",
    "Layers": "layers",
}
_CORS = {"AllowOrigins": "allowedOrigins", "AllowCredentials": "allowCredentials"}
LAMBDA = "OrdersLambdaFunction"
NAMED = {FUNCTION: LAMBDA, ROLE: "IamRoleLambdaExecution"}
"""The logical ids that the framework gives."""


def write(app: App) -> Written:
    """A serverless.yml with its code beside it; a service has one manifest, at its root."""
    provider: dict[str, Any] = {
        "name": "aws",
        "logRetentionInDays": app.resources["Logs"]["Properties"].get("RetentionInDays"),
        "iam": {"role": {"statements": app.statements, "managedPolicies": app.managed}},
    }
    resources = {name: one for name, one in app.resources.items() if name != "Logs"}
    whole = {
        "service": "shop",
        "provider": {key: one for key, one in provider.items() if one is not None},
        "functions": {FUNCTION: _function(app)},
        "resources": _renamed(
            {
                "Resources": resources | _extended(app),
                **({"Parameters": app.parameters} if app.parameters else {}),
                **({"Outputs": app.outputs} if app.outputs else {}),
            }
        ),
    }
    text = yaml.dump(whole, Dumper=_Plain, sort_keys=False)
    inside = {
        **dict.fromkeys(("Url", "Clock", "ClockMay", *app.mappings), FUNCTION),
        LAMBDA: FUNCTION,
        "OrdersLogGroup": "Logs",
    }
    manifest = {"requirements.txt": app.libraries} if app.libraries else {}
    files = {"serverless.yml": text, "src/app.py": app.code, **manifest}
    return Written(files, inside)


class _Plain(yaml.SafeDumper):
    """Without anchors, as people write."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the root's signature
        return True


def _function(app: App) -> dict[str, Any]:
    made = {name: app.function[key] for key, name in _NAMES.items() if key in app.function}
    made["handler"] = "src/" + made["handler"]
    made["environment"] = _renamed(app.function["Environment"]["Variables"])
    made["tracing"] = app.function["TracingConfig"]["Mode"]
    if "VpcConfig" in app.function:
        network = app.function["VpcConfig"]
        made["vpc"] = {
            "securityGroupIds": network["SecurityGroupIds"],
            "subnetIds": network["SubnetIds"],
        }
    if app.url is not None:
        made["url"] = _url(app.url)
    events = [_mapping(one) for one in app.mappings.values()]
    if app.schedule is not None:
        events.append({"schedule": app.schedule["ScheduleExpression"]})
    return made | ({"events": events} if events else {})


def _url(url: dict[str, Any]) -> object:
    made: dict[str, Any] = {}
    if url["AuthType"] == "AWS_IAM":
        made["authorizer"] = "aws_iam"
    if "Cors" in url:
        made["cors"] = {_CORS[key]: one for key, one in url["Cors"].items()}
    return made or True


def _mapping(mapping: dict[str, Any]) -> dict[str, Any]:
    settings = {"arn": mapping["EventSourceArn"]}
    if "BatchSize" in mapping:
        settings["batchSize"] = mapping["BatchSize"]
    if "StartingPosition" in mapping:
        return {"stream": settings | {"startingPosition": mapping["StartingPosition"]}}
    return {"sqs": settings}


def _extended(app: App) -> dict[str, Any]:
    """What the framework has no word for is laid over the function that it makes."""
    kept = {
        key: one
        for key, one in app.function.items()
        if key not in _NAMES and key not in ("Environment", "TracingConfig", "VpcConfig")
    }
    return {LAMBDA: {"Properties": kept}} if kept else {}


def _renamed(value: object) -> Any:
    """References to the function lead to the logical id that the framework gives it."""
    if isinstance(value, dict):
        if value.get("Ref") in NAMED:
            return {"Ref": NAMED[value["Ref"]]}
        found = value.get("Fn::GetAtt")
        if isinstance(found, list) and found[0] in NAMED:
            return {"Fn::GetAtt": [NAMED[found[0]], found[1]]}
        return {key: _renamed(one) for key, one in value.items()}
    return [_renamed(one) for one in value] if isinstance(value, list) else value
