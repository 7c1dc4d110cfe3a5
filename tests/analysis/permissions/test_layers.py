"""Layers: those among the files are read with the code, the others make it incomplete."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.analysis.permissions.apps import answered, needs

PYTHON = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  L: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: layer}}
  F:
    Type: AWS::Serverless::Function
    Properties: {Runtime: python3.13, Handler: app.handler, CodeUri: src, Layers: [%s]}
"""
HERE, ELSEWHERE = "!Ref L", '"arn:aws:lambda:eu-west-1:111122223333:layer:own:1"'
APP = """\
from own.store import put

def handler(event, context):
    put()
"""
STORE = """\
import boto3

def put():
    boto3.client("s3").put_object(Bucket="b", Key="k")
"""


@pytest.mark.parametrize("place", ["python", "python__lib__python3.13__site-packages", ""])
def test_python_modules_of_a_layer(tmp_path: Path, place: str):
    name = "__".join(one for one in ("layer", place, "own", "store_py") if one)
    found = answered(tmp_path, PYTHON % HERE, **{"src__app_py": APP, name: STORE})["F"]
    assert needs(found) == {"s3:PutObject": ["arn:aws:s3:::b/k"]}
    assert found.told


def test_what_a_layer_of_another_account_brings_is_not_known(tmp_path: Path):
    found = answered(tmp_path, PYTHON % ELSEWHERE, src__app_py=APP)["F"]
    assert [gap.reason for gap in found.gaps] == [
        "the module own comes from a layer, which is not read"
    ]


def test_the_last_layer_holds(tmp_path: Path):
    template = (PYTHON % "!Ref L, !Ref M").replace(
        "  F:\n",
        "  M: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: more}}\n  F:\n",
    )
    other = STORE.replace('"b"', '"later"')
    files = {"src__app_py": APP, "layer__own__store_py": STORE, "more__own__store_py": other}
    assert needs(answered(tmp_path, template, **files)["F"]) == {
        "s3:PutObject": ["arn:aws:s3:::later/k"]
    }


SCRIPT = PYTHON.replace("python3.13", "nodejs22.x")
SEND = """\
const {SQSClient, SendMessageCommand} = require("@aws-sdk/client-sqs");
exports.send = () => new SQSClient({}).send(new SendMessageCommand({QueueUrl:
  "https://sqs.eu-west-1.amazonaws.com/111122223333/q"}));
"""
MAIN = """\
const own = require("%s");
exports.handler = async () => { await own.send(); };
"""


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("own", "layer/nodejs/node_modules/own/index.js"),
        ("/opt/nodejs/own", "layer/nodejs/own.js"),
        ("/opt/nodejs/own", "layer/own.js"),
        ("own/send", "layer/nodejs/node_modules/own/send.js"),
    ],
)
def test_javascript_modules_of_a_layer(tmp_path: Path, name: str, place: str):
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.write_text(SEND, encoding="utf-8")
    found = answered(tmp_path, SCRIPT % HERE, src__app_js=MAIN % name)["F"]
    assert needs(found) == {"sqs:SendMessage": ["arn:aws:sqs:*:*:q"]}
    assert found.told


def test_a_package_that_npm_installs_into_a_layer_is_not_the_projects_own(tmp_path: Path):
    files = {
        "layer/nodejs/package.json": '{"dependencies": {"own": "^1.0.0"}}',
        "layer/nodejs/node_modules/own/index.js": SEND,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert needs(answered(tmp_path, SCRIPT % HERE, src__app_js=MAIN % "own")["F"]) == {}


@pytest.mark.parametrize(("name", "known"), [("own", False), ("/opt/own", False), ("axios", True)])
def test_javascript_of_a_layer_elsewhere(tmp_path: Path, name: str, known: bool):
    (tmp_path / "src").mkdir()
    text = '{"dependencies": {"axios": "1"}}'
    (tmp_path / "src" / "package.json").write_text(text, encoding="utf-8")
    found = answered(tmp_path, SCRIPT % ELSEWHERE, src__app_js=MAIN % name)["F"]
    assert found.told is known
