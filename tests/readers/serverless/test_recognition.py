"""What counts as a service, what is only named, and that no text makes crenel fail."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crenel.model.entities import Function
from crenel.readers.options import Options
from crenel.readers.project import project

SERVICE = "service: shop\nprovider: {name: aws}\nfunctions: {hello: {handler: app.main}}\n"


def reading(folder: Path) -> tuple[list[str], list[str], int]:
    found = project([folder], Options())
    read = [one.format for one in found.applications()]
    return read, [one.reason for one in found.unread], found.defects


def test_the_name_of_the_file_says_nothing(tmp_path):
    (tmp_path / "shop.yaml").write_text(SERVICE, encoding="utf-8")
    assert reading(tmp_path) == (["serverless"], [], 0)


def test_json_with_a_byte_order_mark(tmp_path):
    text = json.dumps(
        {"service": "a", "provider": {"name": "aws"}, "functions": {"f": {"handler": "a.b"}}}
    )
    (tmp_path / "serverless.json").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert reading(tmp_path) == (["serverless"], [], 0)


@pytest.mark.parametrize("name", ["azure", "google"])
def test_other_providers_are_named(tmp_path, name):
    (tmp_path / "serverless.yml").write_text(SERVICE.replace("aws", name), encoding="utf-8")
    read, reasons, _ = reading(tmp_path)
    assert not read
    sentence = f"a Serverless Framework service for {name}, which is not read yet. "
    assert reasons == [sentence + "Only the provider aws is"]


@pytest.mark.parametrize("name", ["serverless.ts", "api/serverless.js"])
def test_programs_are_named_with_the_way_out(tmp_path, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("module.exports = {}", encoding="utf-8")
    read, reasons, _ = reading(tmp_path)
    assert not read
    assert "sls print --format yaml > serverless.yml" in reasons[0]


def test_other_yaml_is_left_alone(tmp_path):
    (tmp_path / "a.yml").write_text("service: x\nprovider: {name: docker}\n", encoding="utf-8")
    assert reading(tmp_path) == ([], [], 0)


def test_included_templates_are_judged_in_the_service(tmp_path):
    (tmp_path / "serverless.yml").write_text(
        SERVICE + "resources: ${file(more.yml)}\n", encoding="utf-8"
    )
    (tmp_path / "more.yml").write_text(
        "Resources: {Q: {Type: 'AWS::SQS::Queue'}}\n", encoding="utf-8"
    )
    assert reading(tmp_path) == (["serverless"], [], 0)


def test_deep_nesting_ends(tmp_path):
    for number, deep in enumerate(
        (
            "custom: " + "[" * 240 + "]" * 240,
            "custom: {x: '" + "${self:custom." * 200 + "}" * 200 + "'}",
            "custom: {x: '" + "${" * 5000 + "'}",
            "custom: {x: '${strToBool(" * 1 + "${self:custom.x}" + ")}'}",
        )
    ):
        text = SERVICE + deep + "\nresources: ${self:custom}\n"
        (tmp_path / f"s{number}.yml").write_text(text, encoding="utf-8")
    read, _, defects = reading(tmp_path)
    assert len(read) == 4
    assert defects == 0


_WORDS_TEXT = (
    "${self:custom.x} ${self:} ${opt:stage} ${file(a.yml)} ${file(serverless.yml):custom} "
    "${} ${:} ${self:custom.x,} ${self:functions} ${a:b,'c'} "
    "${strToBool(${self:custom.x})} !Ref !Sub true GET http httpApi s3 sqs $connect a '' "
    "null * 1 arn:aws:sqs:a:1:b aws_iam ${AWS::Region} #{AWS::Region} ${self:provider.x} "
)
_WORDS = st.sampled_from(_WORDS_TEXT.split())
_KEYS_TEXT = (
    "custom x functions hello events http httpApi s3 sqs sns stream schedule websocket "
    "authorizer url cors role iam statements environment resources Resources Properties "
    "Type extensions layers image vpc tracing logs apiGateway httpApi authorizers "
    "destinations onFailure arn path method name handler iamRoleStatements package alb "
    "cognitoUserPool pool trigger params dev Conditions Outputs Fn::Sub Ref condition "
    "plugins rate "
)
_KEYS = st.sampled_from(_KEYS_TEXT.split())
_TREES = st.recursive(
    _WORDS | st.none() | st.booleans() | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=25,
)
_SECTIONS = st.fixed_dictionaries(
    {"custom": _TREES, "functions": st.dictionaries(st.just("hello"), _TREES) | _TREES},
    optional={"resources": _TREES, "layers": _TREES, "params": _TREES, "plugins": _TREES},
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(_SECTIONS, st.dictionaries(_KEYS, _TREES, max_size=4))
def test_no_text_makes_it_fail(tmp_path_factory, sections, provider):
    folder = tmp_path_factory.mktemp("any")
    text = json.dumps({"service": "a", "provider": {"name": "aws", **provider}, **sections})
    (folder / "serverless.json").write_text(text, encoding="utf-8")
    found = project([folder], Options())
    for application in found.applications():
        for function in application.all(Function):
            function.environment.text()
    assert found.defects == 0, [one.reason for one in found.unread]
