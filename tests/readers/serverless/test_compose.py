"""Services that a serverless-compose.yml deploys together."""

from __future__ import annotations

from pathlib import Path

from crenel.model.entities import Function
from crenel.model.value import Unknown, UnknownKind
from crenel.readers.options import Options
from crenel.readers.project import project

COMPOSE = """\
services:
  base: {path: services/base}
  shop:
    path: services/shop
    params:
      table: orders
      size: 512
      topic: ${base.topicArn}
      stage: ${sls:stage}
"""
BASE = "service: base\nprovider: {name: aws}\nfunctions:\n  a: {handler: a.b}\n"
SHOP = """\
service: shop
provider: {name: aws, runtime: python3.13}
functions:
  orders:
    handler: app.handler
    memorySize: ${param:size}
    environment:
      TABLE: ${param:table}
      TOPIC: ${param:topic}
      STAGE: ${param:stage}
      NONE: ${param:none, 'fallback'}
"""


def read(folder: Path, files: dict[str, str], **given: str):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found = project([folder], Options(parameters=given))
    applications = {one.file: one for one in found.applications()}
    return applications, found.unread


FILES = {
    "serverless-compose.yml": COMPOSE,
    "services/base/serverless.yml": BASE,
    "services/shop/serverless.yml": SHOP,
}


def test_parameters_of_a_composition_reach_its_services(tmp_path: Path) -> None:
    applications, unread = read(tmp_path, FILES)
    (function,) = applications["services/shop/serverless.yml"].all(Function)
    assert unread == []
    assert function.memory.equals(512).certain
    variables = function.environment
    assert variables.get("TABLE").equals("orders").certain
    assert variables.get("NONE").equals("fallback").certain
    assert variables.get("TABLE").via is not None
    assert {one.file for one in applications.values()} == {
        "services/base/serverless.yml",
        "services/shop/serverless.yml",
    }


def test_outputs_of_other_services_are_unknown_by_name(tmp_path: Path) -> None:
    applications, _ = read(tmp_path, FILES)
    (function,) = applications["services/shop/serverless.yml"].all(Function)
    topic, stage = function.environment.get("TOPIC"), function.environment.get("STAGE")
    assert isinstance(topic, Unknown)
    assert (topic.kind, topic.name) == (UnknownKind.STACK_EXPORT, "base.topicArn")
    assert isinstance(stage, Unknown)
    assert stage.kind is UnknownKind.EXTERNAL


def test_a_parameter_on_the_command_line_wins(tmp_path: Path) -> None:
    applications, _ = read(tmp_path, FILES, table="other")
    (function,) = applications["services/shop/serverless.yml"].all(Function)
    assert function.environment.get("TABLE").equals("other").certain


def test_a_service_that_is_not_there_is_told_at_its_place(tmp_path: Path) -> None:
    files = {"serverless-compose.yml": "services:\n  shop: {path: nowhere}\n"}
    _, (unread,) = read(tmp_path, files)
    assert (unread.file, unread.line) == ("serverless-compose.yml", 2)
    assert "nowhere" in unread.reason


def test_a_broken_composition_does_not_hide_its_services(tmp_path: Path) -> None:
    applications, unread = read(tmp_path, {**FILES, "serverless-compose.yml": "services: [\n"})
    assert len(applications) == 2
    assert any(one.file == "serverless-compose.yml" for one in unread)


def test_a_path_out_of_the_root_is_told(tmp_path: Path) -> None:
    files = {"serverless-compose.yml": "services:\n  shop: {path: ../../etc}\n"}
    _, unread = read(tmp_path, files)
    assert [one.file for one in unread] == ["serverless-compose.yml"]


def test_a_program_that_composes_is_told(tmp_path: Path) -> None:
    _, (unread,) = read(tmp_path, {"serverless-compose.ts": "export default {}"})
    assert "program" in unread.reason
