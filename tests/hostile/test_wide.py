"""Applications that are wide: many of one thing, each asked about many of another.

Each input took more than 25 seconds before the work was bounded. What is cut off is told.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Judge = Callable[[], Any]
Json = dict[str, Any]
LIST = "more than 2,000 items in one list: the rest is not judged"
MAP = "more than 2,000 entries in one map: the rest is not judged"
STEPS = "over the budget of steps: facts are missing"
SAM = "AWS::Serverless-2016-10-31"


def template(root: Path, resources: Json, **sections: Any) -> None:
    head = {"AWSTemplateFormatVersion": "2010-09-09", **sections, "Resources": resources}
    root.joinpath("t.json").write_text(json.dumps(head), encoding="utf-8")


def role(*statements: Json, **properties: Any) -> Json:
    lambda_ = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}}
    trust = {"Statement": [{**lambda_, "Action": "sts:AssumeRole"}]}
    policy = {"PolicyName": "p", "PolicyDocument": {"Statement": list(statements)}}
    document = {"AssumeRolePolicyDocument": trust, "Policies": [policy]}
    return {"Type": "AWS::IAM::Role", "Properties": {**document, **properties}}


def allow(actions: Any, resources: Any = "*", effect: str = "Allow") -> Json:
    return {"Effect": effect, "Action": actions, "Resource": resources}


def function(handler: str = "app.handler", **properties: Any) -> Json:
    own = {"Runtime": "python3.12", "Handler": handler, "CodeUri": "."}
    return {"Type": "AWS::Serverless::Function", "Properties": {**own, **properties}}


def conditions(count: int) -> Json:
    names = range(count)
    return {
        "Parameters": {f"P{number}": {"Type": "String"} for number in names},
        "Conditions": {f"C{n}": {"Fn::Equals": [{"Ref": f"P{n}"}, "a"]} for n in names},
    }


def test_one_statement_of_20_000_actions_and_20_000_resources(judge: Judge, root: Path) -> None:
    actions = [f"s3:Get{number}" for number in range(20_000)]
    template(root, {"R": role(allow(actions, [f"arn:aws:s3:::b{n}/*" for n in range(20_000)]))})
    found = judge()
    assert sum(row.endswith(LIST) for row in found.unread) == 2
    outcomes = {row["control"]: row["verdict"] for row in found.report["verdicts"]}
    assert outcomes["privilege-escalation"] == "undecided", "what was cut off is not a pass"


def test_actions_that_are_all_wildcards(judge: Judge, root: Path) -> None:
    denials = allow([f"s3:D{number}*" for number in range(2_000)], effect="Deny")
    template(root, {"R": role(allow([f"*:Put{n}*" for n in range(20_000)]), denials)})
    assert any(row.endswith(LIST) for row in judge().unread)


def test_denials_of_which_each_has_a_condition(judge: Judge, root: Path) -> None:
    denials = [
        {"Fn::If": [f"C{number}", allow("*", effect="Deny"), {"Ref": "AWS::NoValue"}]}
        for number in range(30)
    ]
    roles = {f"R{n}": role(*denials, allow(["iam:*", "s3:*"])) for n in range(40)}
    template(root, roles, **conditions(30))
    assert judge().code in (0, 1)


def test_one_condition_of_many_keys_on_many_actions(judge: Judge, root: Path) -> None:
    keys = {f"aws:k{number}": [str(number)] * 5 for number in range(5_000)}
    one = {**allow(["s3:*", "iam:*", "kms:*"] * 600), "Condition": {"StringEquals": keys}}
    template(root, {"R": role(one)})
    assert any(row.endswith(MAP) for row in judge().unread)


def test_policies_that_every_role_names(judge: Judge, root: Path) -> None:
    managed = [{"Ref": f"P{number}"} for number in range(100)]
    document = {"PolicyDocument": {"Statement": [allow("s3:*")]}}
    policies = {
        f"P{n}": {"Type": "AWS::IAM::ManagedPolicy", "Properties": document} for n in range(200)
    }
    roles = {f"R{number}": role(ManagedPolicyArns=managed) for number in range(200)}
    template(root, {**roles, **policies})
    assert judge().code == 1


def test_a_boundary_that_every_role_has(judge: Judge, root: Path) -> None:
    document = {"Statement": [allow(f"s3:a{number}*") for number in range(1_000)]}
    boundary = {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": document}}
    bound = role(allow(["iam:*", "lambda:*"]), PermissionsBoundary={"Ref": "B"})
    template(root, {"B": boundary, **{f"R{number}": bound for number in range(120)}})
    assert judge().code == 0, "the boundary lets none of it through"


def test_secrets_that_every_function_reads(judge: Judge, root: Path) -> None:
    secrets = {f"S{number}": {"Type": "AWS::SecretsManager::Secret"} for number in range(120)}
    named = [{"Ref": name} for name in secrets] + [{"Ref": "Other"}]
    roles = {f"R{n}": role(allow("secretsmanager:*", named)) for n in range(120)}
    functions = {f"F{n}": function(Role={"Fn::GetAtt": [f"R{n}", "Arn"]}) for n in range(120)}
    root.joinpath("app.py").write_text("def handler(event, context): pass\n", encoding="utf-8")
    other = {"Other": {"Type": "String"}}
    template(root, {**secrets, **roles, **functions}, Transform=SAM, Parameters=other)
    assert judge().report["coverage"]["functions_with_code"] == 120


@pytest.mark.parametrize("kind", ["Api", "SQS"])
def test_20_000_events_of_one_function(kind: str, judge: Judge, root: Path) -> None:
    properties = {
        "Api": {"Path": "/%d", "Method": "get"},
        "SQS": {"Queue": "arn:aws:sqs:eu-west-1:111122223333:q%d"},
    }[kind]
    events = {
        f"E{number}": {
            "Type": kind,
            "Properties": {
                key: text.replace("%d", str(number)) for key, text in properties.items()
            },
        }
        for number in range(20_000)
    }
    template(root, {"F": function(Events=events)}, Transform=SAM)
    found = judge()
    assert any(row.endswith(MAP) for row in found.unread)
    assert 1_900 < found.report["coverage"]["entry_points"] <= 2_000


def test_events_of_many_functions(judge: Judge, root: Path) -> None:
    queue = {"Type": "SQS", "Properties": {"Queue": "arn:aws:sqs:eu-west-1:111122223333:q"}}
    events = {f"E{number}": queue for number in range(1_500)}
    functions = {f"F{number}": function(Events=events) for number in range(8)}
    template(root, functions, Transform=SAM)
    found = judge()
    assert any("SAM makes more than 10,000" in row for row in found.unread)


def test_one_document_of_routes_in_many_apis(judge: Judge, root: Path) -> None:
    routes = ", ".join(f"/p{number}: {{get: {{}}}}" for number in range(1_900))
    first = f"&b {{openapi: 3.0.1, paths: {{{routes}}}}}"
    rows = (
        f"  A{number}: {{Type: AWS::ApiGateway::RestApi, Properties: {{Body: {body}}}}}\n"
        for number, body in enumerate([first, *["*b"] * 15])
    )
    text = "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n" + "".join(rows)
    root.joinpath("t.yaml").write_text(text, encoding="utf-8")
    assert any("more than 20,000 things" in row for row in judge().unread)


STARS = {
    "python": ("{}.py", "from {0} import *\n", "v_{0} = 1\ndef handler(event, context): pass\n"),
    "nodejs": ("{}.mjs", "export * from './{0}.mjs';\n", "export const v_{0} = 1;\n"),
}


@pytest.mark.parametrize("runtime", STARS)
def test_modules_that_all_import_everything_of_each_other(
    runtime: str, judge: Judge, root: Path
) -> None:
    file, line, rest = STARS[runtime]
    names = [f"m{number}" for number in range(150)]
    every = "".join(line.format(name) for name in names)
    for name in names:
        root.joinpath(file.format(name)).write_text(every + rest.format(name), encoding="utf-8")
    versions = {"python": "python3.12", "nodejs": "nodejs20.x"}
    one = function("m0.handler", Runtime=versions[runtime])
    template(root, {"F": one}, Transform=SAM)
    found = judge()
    assert any("more than 20,000 imports" in row or row.endswith(STEPS) for row in found.unread)


def test_functions_that_all_stand_in_one_module(
    judge: Judge, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crenel.code.read.MAX_ALL_STEPS", 20_000)
    code = "".join(
        f"def h{number}(event, context):\n    eval(event['a'])\n" for number in range(300)
    )
    root.joinpath("app.py").write_text("import os\n" + code, encoding="utf-8")
    functions = {f"F{number}": function(f"app.h{number}") for number in range(300)}
    template(root, functions, Transform=SAM)
    found = judge()
    assert any(row.endswith(STEPS) for row in found.unread)
    passed = [
        row["address"]
        for row in found.report["verdicts"]
        if row["control"] == "code-injection" and row["verdict"] == "passes"
    ]
    assert passed == [], "where facts are missing, nothing passes"
