"""Calls by other ways than ``client.method(...)``: told, or told not to be known. Never lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.analysis.permissions.apps import answered, function, needs, script

HEAD = """\
import boto3, functools
from concurrent.futures import ThreadPoolExecutor
s3 = boto3.client("s3")
table = boto3.resource("dynamodb").Table("t")
def handler(event, context):
    {}
"""
OBJECT = {"s3:PutObject": ["arn:aws:s3:::b/k"]}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('ThreadPoolExecutor().submit(s3.put_object, Bucket="b", Key="k")', OBJECT),
        ('functools.partial(s3.put_object, Bucket="b", Key="k")()', OBJECT),
        ('s3._make_api_call("PutObject", {"Bucket": "b", "Key": "k"})', OBJECT),
        ('put = s3.put_object; put(Bucket="b", Key="k")', OBJECT),
        (
            'ThreadPoolExecutor().map(table.delete_item, event["keys"])',
            {"dynamodb:DeleteItem": ["arn:aws:dynamodb:*:*:table/t"]},
        ),
        ("print(table.name, s3.meta.region_name, s3.exceptions.NoSuchKey)", {}),
    ],
)
def test_python(line: str, expected: dict[str, list[str]], tmp_path: Path):
    answer = script(tmp_path, HEAD.format(line))
    assert needs(answer) == expected
    assert answer.complete


@pytest.mark.parametrize(
    "line",
    [
        'getattr(s3, event["op"])(Bucket="b")',
        's3._make_api_call(event["op"], {})',
        'boto3.client(event["service"]).get_it()',
        '__import__(event["module"]).run()',
    ],
)
def test_what_is_computed_in_python_is_a_gap(line: str, tmp_path: Path):
    answer = script(tmp_path, HEAD.format(line))
    (gap,) = answer.reasons()
    assert (gap.file, gap.line) == ("app.py", 6)


SCRIPT = """\
import {{ S3, S3Client, GetObjectCommand, PutObjectCommand }} from "@aws-sdk/client-s3";
import * as ddb from "@aws-sdk/client-dynamodb";
import AWS from "aws-sdk";
const s3 = new S3({{}}), client = new S3Client({{}}), old = new AWS.S3();
const COMMANDS = {{ get: GetObjectCommand, put: PutObjectCommand }};
const given = {{ Bucket: "b", Key: "k" }};
export const handler = async (event) => {{
  {}
}};
"""
EITHER = {"s3:GetObject": ["arn:aws:s3:::b/k"], "s3:PutObject": ["arn:aws:s3:::b/k"]}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("await client.send(new COMMANDS[event.op](given));", EITHER),
        ("const C = COMMANDS[event.op]; await client.send(new C(given));", EITHER),
        ("const { putObject } = s3; await putObject.call(s3, given);", OBJECT),
        ("await s3.putObject.apply(s3, [given]);", OBJECT),
        ("const put = s3.putObject.bind(s3); await put(given);", OBJECT),
        ("await Reflect.apply(s3.putObject, s3, [given]);", {"s3:PutObject": ["arn:aws:s3:::*/*"]}),
        ("await retried(() => old.putObject(given).promise());", OBJECT),
    ],
)
def test_javascript(line: str, expected: dict[str, list[str]], tmp_path: Path):
    answer = script(tmp_path, SCRIPT.format(line), "app.mjs")
    assert needs(answer) == expected
    assert answer.complete


@pytest.mark.parametrize(
    "line",
    [
        "await client.send(new ddb[event.command]({}));",
        "await new AWS[event.service]().getIt().promise();",
        "await old[event.op](given).promise();",
    ],
)
def test_what_is_computed_in_javascript_is_a_gap(line: str, tmp_path: Path):
    answer = script(tmp_path, SCRIPT.format(line), "app.mjs")
    (gap,) = answer.reasons()
    assert (gap.file, gap.line) == ("app.mjs", 8)


TABLE, INDEX = "arn:aws:dynamodb:*:*:table/t", "arn:aws:dynamodb:*:*:table/t/index/i"
LIB = """\
const AWS = require("aws-sdk");
const doc = new AWS.DynamoDB.DocumentClient();
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            (
                "const db = { get: async function (t) { return doc.get({ TableName: t }); } };\n"
                'exports.handler = () => db.get("t");\n'
            ),
            {"dynamodb:GetItem": [TABLE]},
        ),
        (
            (
                'const store = { client: doc, table: "t",\n'
                "  put(x) { return this.client.put({ TableName: this.table, Item: x }); } };\n"
                "exports.handler = (e) => store.put(e);\n"
            ),
            {"dynamodb:PutItem": [TABLE]},
        ),
        (
            (
                "function Store(client) { this.client = client; }\n"
                "Store.prototype.get = function (id) {\n"
                "  return this.client.get({ TableName: 't' }); };\n"
                "exports.handler = (e) => new Store(doc).get(e.id);\n"
            ),
            {"dynamodb:GetItem": [TABLE]},
        ),
        (
            (
                "const scan = (index = null) => { const given = { TableName: 't' };\n"
                "  if (index) { given.IndexName = index; } return doc.scan(given); };\n"
                "exports.handler = async () => { await scan(); await scan('i'); };\n"
            ),
            {"dynamodb:Scan": [TABLE, INDEX]},
        ),
        (
            "exports.handler = () => doc.scan({ TableName: 't', IndexName: 'i' });\n",
            {"dynamodb:Scan": [INDEX]},
        ),
    ],
)
def test_objects_with_functions(code: str, expected: dict[str, list[str]], tmp_path: Path):
    answer = script(tmp_path, LIB + code, "app.cjs")
    assert needs(answer) == expected
    assert answer.complete


UNKNOWN_CLIENT = """\
class Store:
    def __init__(self, client=None):
        self.client = client or elsewhere()
    def save(self, x):
        {}
def handler(event, context):
    Store().save(event)
"""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('self.client.put_item(TableName="t", Item=x)', {"dynamodb:PutItem": [TABLE]}),
        ('self.client.get_object(Bucket="b", Key="k")', {"s3:GetObject": ["arn:aws:s3:::b/k"]}),
        ('self.client.publish("message")', {}),
        ('self.client.get("TableName")', {}),
    ],
)
def test_a_client_from_nowhere_is_known_by_its_words(
    line: str, expected: dict[str, list[str]], tmp_path: Path
):
    assert needs(script(tmp_path, UNKNOWN_CLIENT.format(line))) == expected


def test_what_is_not_seen_into_lacks_nothing_for_certain(tmp_path: Path):
    template = function()
    code = """\
import boto3
def handler(event, context):
    boto3.client("dynamodb").transact_write_items(TransactItems=event["items"])
"""
    answer = answered(tmp_path, template, app_py=code)["F"]
    lacks = [one for one in answer.judged.missing if one.need.action.startswith("dynamodb:")]
    assert {one.need.action.rpartition(":")[2] for one in lacks} >= {"PutItem", "DeleteItem"}
    assert not any(one.certain for one in lacks)
