"""Calls by other ways than ``client.method(...)``: told, or told not to be known. Never lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.analysis.permissions.apps import needs, script

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
