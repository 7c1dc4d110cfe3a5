"""A browser, for tests that want to see the page as people do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.browser import axe
from tests.browser.chromium import BINARY, Chromium, Page

from crenel.cli.main import main

DAY = "2026-11-28"


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    if BINARY is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    browser = Chromium(tmp_path_factory.mktemp("chromium") / "profile")
    yield browser
    browser.close()


@pytest.fixture
def tab(chromium: Chromium) -> Page:
    return Page(chromium)


@pytest.fixture(scope="session")
def needs_axe() -> None:
    if axe.script() is None:
        pytest.skip("no axe-core here: make test installs it (requirements/browser.txt)")


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots are kept: the folder of CRENEL_ARTIFACTS, or one that goes away."""
    named = os.environ.get("CRENEL_ARTIFACTS")
    return Path(named).resolve() if named else tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="session")
def webshop(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    folder = tmp_path_factory.mktemp("shop") / "webshop"
    shutil.copytree(root / "examples/webshop", folder)
    return folder


@pytest.fixture(scope="session")
def report(webshop: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page of the example webshop."""
    out = tmp_path_factory.mktemp("report") / "report.html"
    main(["report", str(webshop), "--no-config", "--today", DAY, "-o", str(out)])
    return out.as_uri()


SMALL = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: []}}
  Rates: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: []}}
  Api:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      FunctionUrlConfig: {AuthType: NONE}
      InlineCode: |
        import boto3
        def handler(event, context):
            boto3.client("dynamodb").get_item(TableName="Orders", Key={})
            return eval(event['body'])
      Policies:
        - Statement: [{Effect: Allow, Action: "dynamodb:*", Resource: !GetAtt Orders.Arn}]
  Idle:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      FunctionUrlConfig: {AuthType: NONE}
      InlineCode: "def handler(event, context): return 1"
      Policies:
        - Statement: [{Effect: Allow, Action: "dynamodb:GetItem", Resource: !GetAtt Rates.Arn}]
"""
BEFORE = """\
{"schema": "crenel.baseline/1", "findings": [{"identity": "gone", "control": "public-bucket",
 "address": "template.yaml::Files", "severity": "high", "verdict": "fails", "message": "it was"}]}
"""
CONFIG = """\
[[accept]]
control = "public-function-url"
address = "template.yaml::Api"
reason = "a health probe"
until = 2026-12-08
by = "@team"
"""


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a page on which every section has something to show."""
    folder = tmp_path_factory.mktemp("small")
    files = {
        "template.yaml": SMALL,
        "broken.yaml": SMALL.partition("Properties:")[0] + "[",
        "before.json": BEFORE,
        "crenel.toml": CONFIG,
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    out = tmp_path_factory.mktemp("small-report") / "report.html"
    before = ["--baseline", str(folder / "before.json")]
    main(["report", str(folder), "--today", DAY, *before, "-o", str(out)])
    return out.as_uri()
