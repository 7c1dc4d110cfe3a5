"""The application in Terraform's words: the types, arguments and blocks of the AWS provider."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.parity.application import FUNCTION, ROLE, App, arn, ref
from tests.parity.terraform_kinds import KINDS, Beside, Block, Json
from tests.parity.written import Written, sources

Body = list[str]
_RESOLVED = re.compile(r"\{\{resolve:(ssm|secretsmanager):(.*)\}\}")


_NAMED_BY = {
    "aws_api_gateway_integration": "http_method",
    "aws_dynamodb_resource_policy": "arn",
}
"""Parts that name their owner by another attribute than its reference."""


def write(app: App) -> Written:
    """A folder with main.tf and the code."""
    maker = _Maker(app)
    return Written({"main.tf": maker.text(), **sources(app, "src")}, maker.things)


class _Maker:
    def __init__(self, app: App) -> None:
        self.app = app
        self.resources = dict(_all(app))
        self.things: dict[str, str] = {}
        self.reads: dict[str, str] = {}

    def text(self) -> str:
        blocks = [
            block
            for name, resource in self.resources.items()
            for block in self._made(name, resource)
        ]
        archive = (
            'data "archive_file" "code" {\n  type = "zip"\n  source_dir = "${path.module}/src"\n'
        )
        archive += '  output_path = "${path.module}/build/code.zip"\n}\n'
        told = [*self._variables(), *self._outputs()]
        return "\n".join([archive, *blocks, *self._policies(), *told, *self.reads.values()])

    def _variables(self) -> Iterator[str]:
        for name, one in self.app.parameters.items():
            yield f'variable "{name}" {{\n  default = {self.hcl(one["Default"])}\n}}\n'

    def _outputs(self) -> Iterator[str]:
        for name, one in self.app.outputs.items():
            yield f'output "{name}" {{\n  value = {self.hcl(one["Value"])}\n}}\n'

    def _read(self, service: str, name: str) -> str:
        """A store is read by a data source; of a secret's JSON, one key."""
        if service == "ssm":
            self.reads[name] = f'data "aws_ssm_parameter" "read" {{\n  name = "{name}"\n}}\n'
            return "data.aws_ssm_parameter.read.value"
        identifier, _, key = name.split(":")
        body = f'  secret_id = "{identifier}"\n'
        self.reads[name] = f'data "aws_secretsmanager_secret_version" "read" {{\n{body}}}\n'
        text = "data.aws_secretsmanager_secret_version.read.secret_string"
        return f'jsondecode({text})["{key}"]'

    def _made(self, name: str, resource: dict[str, Any]) -> Iterator[str]:
        kind = KINDS[resource["Type"]]
        self.things[f"{kind.name}.{name}"] = name
        lines, beside = self._arguments(kind.arguments, resource.get("Properties", {}))
        if name == FUNCTION:
            lines.append("filename = data.archive_file.code.output_path")
        if resource.get("DeletionPolicy") == "Retain":
            lines.append("lifecycle {\n    prevent_destroy = true\n  }")
        yield _block(kind.name, name, lines)
        for number, (part, value) in enumerate(beside):
            own = f"{name}{number or ''}"
            self.things[f"{part.kind}.{own}"] = name
            yield _block(part.kind, own, self._part(part, value, f"{kind.name}.{name}", kind.ref))

    def _part(self, part: Beside, value: Any, owner: str, attribute: str) -> list[str]:
        words = {
            "aws_api_gateway_integration": "http_method",
            "aws_dynamodb_resource_policy": "arn",
        }
        lines = [f"{part.argument} = {owner}.{words.get(part.kind, attribute)}"]
        if "" in part.inside:
            return [*lines, f"{part.inside['']} = {self.hcl(value)}"]
        if part.kind == "aws_api_gateway_integration":
            lines.append(f"resource_id = {owner}.resource_id")
        nested: dict[str, list[str]] = {}
        for key, one in value.items():
            told = part.inside.get(key)
            if isinstance(told, Block | Json):
                lines += self._arguments({key: told}, value)[0]
            elif told == "method_path":
                lines.append('method_path = "*/*"')
            elif told is not None:
                block, _, name = told.rpartition(".")
                expression = f"[{self.hcl(one)}]" if name.endswith("[]") else self.hcl(one)
                line = f"{name.removesuffix('[]')} = {expression}"
                (nested.setdefault(block, []) if block else lines).append(line)
        return [*lines, *(_inner(name, inside) for name, inside in nested.items())]

    def _arguments(
        self, told: dict[str, Any], properties: dict[str, Any]
    ) -> tuple[list[str], list[tuple[Beside, Any]]]:
        lines: list[str] = []
        beside: list[tuple[Beside, Any]] = []
        for key, how in told.items():
            value: Any = properties
            for part in key.split("."):
                value = value.get(part) if isinstance(value, dict) else None
            if value is None:
                continue
            if isinstance(how, Beside):
                beside += [(how, one) for one in (value if isinstance(value, list) else [value])]
            elif isinstance(how, Block):
                blocks = value if isinstance(value, list) else [value]
                lines += [_inner(how.name, self._arguments(how.inside, one)[0]) for one in blocks]
            elif isinstance(how, Json):
                lines.append(f"{how.name} = jsonencode({self.hcl(value)})")
            elif how.endswith("[]"):
                lines.append(f"{how[:-2]} = [{self.hcl(value)}]")
            else:
                lines.append(f"{how} = {self.hcl(self._single(how, value))}")
        return lines, beside

    def _single(self, how: str, value: Any) -> Any:
        """Policies of CloudFormation name lists of targets, those of Terraform one."""
        return value[0] if how in ("queue_url", "arn") and isinstance(value, list) else value

    def _policies(self) -> Iterator[str]:
        role = f"aws_iam_role.{ROLE}"
        self.things["aws_iam_role_policy.own"] = ROLE
        document = {"Version": "2012-10-17", "Statement": self.app.statements}
        lines = [f"role = {role}.name", f"policy = jsonencode({self.hcl(document)})"]
        yield _block("aws_iam_role_policy", "own", lines)
        for number, one in enumerate(self.app.managed):
            lines = [f"role = {role}.name", f"policy_arn = {self.hcl(one)}"]
            yield _block("aws_iam_role_policy_attachment", f"managed{number}", lines)

    def hcl(self, value: Any) -> str:
        """A value as an expression."""
        if isinstance(value, dict):
            if "Ref" in value:
                return self._reference(value["Ref"], None)
            if "Fn::GetAtt" in value:
                return self._reference(*value["Fn::GetAtt"])
            if "Fn::Join" in value:
                separator, parts = value["Fn::Join"]
                return '"' + separator.join(self._hole(part) for part in parts) + '"'
            return (
                "{ "
                + ", ".join(f"{json.dumps(k)} = {self.hcl(v)}" for k, v in value.items())
                + " }"
            )
        if isinstance(value, list):
            return "[" + ", ".join(self.hcl(one) for one in value) + "]"
        read = _RESOLVED.fullmatch(value) if isinstance(value, str) else None
        return json.dumps(value) if read is None else self._read(read[1], read[2])

    def _hole(self, part: Any) -> str:
        return "${" + self.hcl(part) + "}" if isinstance(part, dict) else str(part)

    def _reference(self, name: str, attribute: str | None) -> str:
        kind = KINDS[self.resources[name]["Type"]]
        words = {
            None: kind.ref,
            "Arn": "arn",
            "RootResourceId": "root_resource_id",
            "SecretAccessKey": "secret",
            "Endpoint.Address": "address",
            "FunctionUrl": "function_url",
        }
        return f"{kind.name}.{name}.{words[attribute]}"


def _all(app: App) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every resource in CloudFormation's words, the function and what belongs to it among them."""
    trust = {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": {"Service": "lambda.amazonaws.com"},
    }
    document = {"Version": "2012-10-17", "Statement": app.trust or [trust]}
    yield FUNCTION, _one("AWS::Lambda::Function", {**app.function, "Role": arn(ROLE)})
    yield ROLE, _one("AWS::IAM::Role", {"AssumeRolePolicyDocument": document})
    yield from app.resources.items()
    if app.url is not None:
        yield "Url", _one("AWS::Lambda::Url", {"TargetFunctionArn": ref(FUNCTION), **app.url})
    for name, one in app.mappings.items():
        yield name, _one("AWS::Lambda::EventSourceMapping", {"FunctionName": arn(FUNCTION), **one})
    if app.schedule is not None:
        target = {"Id": "orders", "Arn": arn(FUNCTION), "DeadLetterConfig": {"Arn": arn("Dead")}}
        yield "Clock", _one("AWS::Events::Rule", {**app.schedule, "Targets": [target]})
        yield (
            "ClockMay",
            _one(
                "AWS::Lambda::Permission",
                {
                    "FunctionName": ref(FUNCTION),
                    "Action": "lambda:InvokeFunction",
                    "Principal": "events.amazonaws.com",
                    "SourceArn": arn("Clock"),
                },
            ),
        )


def _one(kind: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {"Type": kind, "Properties": properties}


def _block(kind: str, name: str, lines: list[str]) -> str:
    return f'resource "{kind}" "{name}" {{\n' + "".join(f"  {line}\n" for line in lines) + "}\n"


def _inner(name: str, lines: list[str]) -> str:
    return f"{name} {{\n" + "".join(f"    {line}\n" for line in lines) + "  }"
