"""Imports, environment reads, SDK calls and hosts."""

from __future__ import annotations

import pytest
from tests.code.trees import facts, javascript

from crenel.code.facts import SdkCall


def call(text: str, path: str = "app.py") -> SdkCall:
    found = facts(text, path, symbol="")
    assert len(found.sdk_calls) == 1, [one.operation for one in found.sdk_calls]
    return found.sdk_calls[0]


def test_imports():
    found = facts(
        "import os.path as p, sys\nfrom . import helper\n"
        "from boto3 import client as c\nimport lib.db\n"
        "from .gone import x\n",
        helper_py="",
        lib__db_py="",
    )
    assert [(one.module, one.names, one.local, one.resolved) for one in found.imports] == [
        ("os.path", (), None, True),
        ("sys", (), None, True),
        (".", ("helper",), None, True),
        ("boto3", ("client",), None, True),
        ("lib.db", (), "lib/db.py", True),
        (".gone", ("x",), None, False),
    ]
    assert "no file answers to the import .gone" in {one.message for one in found.problems}
    assert {one.path for one in found.modules} == {"app.py", "helper.py", "lib/db.py"}


def test_javascript_imports():
    found = javascript(
        "import a, {b as c} from './lib/a';\nconst d = require('./lib');\n"
        "import e from 'node:fs';\nimport h from './h.json';\n"
        "export * from './lib/f.js';\nconst g = await import('./gone');\n",
        lib__a_ts="",
        lib__index_js="",
        lib__f_ts="",
        h_json="{}",
    )
    assert [(one.module, one.local, one.resolved) for one in found.imports] == [
        ("./lib/a", "lib/a.ts", True),
        ("./lib", "lib/index.js", True),
        ("node:fs", None, True),
        ("./h.json", "h.json", True),
        ("./lib/f.js", "lib/f.ts", True),
        ("./gone", None, False),
    ]


def test_environment_reads():
    found = facts(
        """
        import os
        from os import environ, getenv
        A = os.environ["A"]
        B = os.environ.get("B", "x")
        C = os.getenv("C")
        D = environ["D"]
        E = getenv("E")
        F = os.environ[A + B]
        os.environ["SET"] = "x"
        """
    )
    assert [one.name for one in found.environment] == ["A", "B", "C", "D", "E", None]
    assert found.environment[0].span.text == 'os.environ["A"]'


def test_javascript_environment_reads():
    found = javascript(
        "const a = process.env.A, b = process.env['B'];\nconst { C, D: d } = process.env;\n"
        "process.env[a + b];\nprocess.env.SET = '1';\n"
    )
    assert [one.name for one in found.environment] == ["A", "B", "C", "D", None]


@pytest.mark.parametrize(
    ("text", "service", "operation", "style"),
    [
        ("import boto3\nboto3.client('s3').put_object()", "s3", "put_object", "boto3-client"),
        (
            "from boto3 import client\nc = client('sqs')\nc.send_message()",
            "sqs",
            "send_message",
            "boto3-client",
        ),
        (
            "import boto3\ns = boto3.session.Session()\ns.client(service_name='sns').publish()",
            "sns",
            "publish",
            "boto3-client",
        ),
        ("import boto3\nboto3.client(X).put_object()", None, "put_object", "boto3-client"),
        (
            "import boto3\nc = boto3.client('s3')\nc.get_paginator('list_objects_v2').paginate()",
            "s3",
            "list_objects_v2",
            "boto3-paginator",
        ),
        (
            "import boto3\nc = boto3.client('s3')\nw = c.get_waiter('bucket_exists')\nw.wait()",
            "s3",
            "bucket_exists",
            "boto3-waiter",
        ),
        (
            "import boto3\ndef f(c=boto3.client('s3')): c.get_object()",
            "s3",
            "get_object",
            "boto3-client",
        ),
        (
            (
                "import boto3\nclass A:\n  def __init__(self, c=None):\n"
                "    self.c = c or boto3.client('s3')\n"
                "  def run(self): self.c.get_object()"
            ),
            "s3",
            "get_object",
            "boto3-client",
        ),
        ("import boto3\ngetattr(boto3.client('s3'), name)()", "s3", None, "boto3-client"),
        (
            "import boto3\ngetattr(boto3.client('s3'), 'get_object')()",
            "s3",
            "get_object",
            "boto3-client",
        ),
        (
            "import boto3\nt = boto3.resource('dynamodb').Table('x')\nt.put_item().get()",
            "dynamodb",
            "put_item",
            "boto3-resource",
        ),
        (
            "import boto3\nboto3.resource('s3').Bucket('b').objects.filter(Prefix='x').delete()",
            "s3",
            "objects.filter",
            "boto3-resource",
        ),
        (
            "import boto3\nboto3.resource('dynamodb').meta.client.scan()",
            "dynamodb",
            "scan",
            "boto3-client",
        ),
        (
            "import boto3\nboto3.client('s3').generate_presigned_url('get_object', Params={})",
            "s3",
            "get_object",
            "boto3-presigned",
        ),
    ],
)
def test_boto3(text, service, operation, style):
    found = facts(text, symbol="").sdk_calls[0]
    assert (found.service, found.operation, found.style) == (service, operation, style)


def test_arguments_tell_where_they_come_from():
    found = facts(
        """
        import boto3, os
        table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
        def handler(event, context):
            table.get_item(Key=event["key"], Limit=5, Name=f"a/{event['x']}", Other=elsewhere())
        """
    ).sdk_calls[0]
    assert found.resource == ("Table",)
    assert [(one.kind.value, one.text) for one in found.resource_arguments] == [
        ("environment", "TABLE")
    ]
    assert [(one.name, one.kind.value, one.text) for one in found.arguments] == [
        ("Key", "event", "event.key"),
        ("Limit", "literal", "5"),
        ("Name", "built", "a/{}"),
        ("Other", "unknown", ""),
    ]
    assert (found.receiver, found.key) == ("table", "getitem")


@pytest.mark.parametrize(
    ("text", "service", "operation", "style"),
    [
        (
            (
                "import {S3Client, PutObjectCommand as P} from '@aws-sdk/client-s3';\n"
                "new S3Client({}).send(new P({Bucket: 'b'}))"
            ),
            "s3",
            "PutObject",
            "js-v3",
        ),
        (
            "import {GetCommand} from '@aws-sdk/lib-dynamodb';\nc.send(new GetCommand({}))",
            "dynamodb",
            "GetItem",
            "js-v3",
        ),
        (
            "import {S3} from '@aws-sdk/client-s3';\nnew S3({}).putObject({})",
            "s3",
            "PutObject",
            "js-v3",
        ),
        (
            "import * as s from '@aws-sdk/client-sqs';\nc.send(new s.SendMessageCommand({}))",
            "sqs",
            "SendMessage",
            "js-v3",
        ),
        (
            "const {paginateScan} = require('@aws-sdk/client-dynamodb');\npaginateScan({}, {})",
            "dynamodb",
            "Scan",
            "js-v3-paginator",
        ),
        (
            "import {Upload} from '@aws-sdk/lib-storage';\nnew Upload({params: {Bucket: 'b'}})",
            "s3",
            "PutObject",
            "js-v3",
        ),
        (
            "const AWS = require('aws-sdk');\nconst s = new AWS.S3();\ns.getObject({}).promise()",
            "s3",
            "GetObject",
            "js-v2",
        ),
        (
            "const AWS = require('aws-sdk');\nnew AWS.DynamoDB.DocumentClient().get({}).promise()",
            "dynamodb",
            "GetItem",
            "js-v2-document",
        ),
        (
            (
                "const X = require('xray');\nconst AWS = X.captureAWS(require('aws-sdk'));\n"
                "new AWS.SNS().publish({})"
            ),
            "sns",
            "Publish",
            "js-v2",
        ),
        (
            "const S3 = require('aws-sdk/clients/s3');\nnew S3().getObject({})",
            "s3",
            "GetObject",
            "js-v2",
        ),
    ],
)
def test_javascript_sdk(text, service, operation, style):
    found = call(text, "app.js")
    assert (found.service, found.operation, found.style) == (service, operation, style)


def test_a_client_made_on_first_use_and_in_another_module():
    found = javascript(
        """
        import { client } from './clients.js';
        let late;
        export const handler = async () => {
          if (!late) late = new AWS.S3();
          await client.putObject({ Bucket: process.env.B });
        };
        """,
        clients_ts="import {S3} from '@aws-sdk/client-s3';\nexport const client = new S3({});\n",
    )
    (put,) = found.sdk_calls
    assert put.operation == "PutObject"
    assert [(one.name, one.text) for one in put.arguments] == [("Bucket", "B")]


def test_dead_sdk_calls_are_told_apart():
    found = facts(
        """
        import boto3
        def handler(event, context): used()
        def used(): boto3.client("s3").get_object()
        def dead(): boto3.client("iam").create_user()
        """
    )
    assert [(one.operation, one.reached) for one in found.sdk_calls] == [
        ("get_object", True),
        ("create_user", False),
    ]


@pytest.mark.parametrize(
    ("line", "host"),
    [
        ("requests.get('https://api.example.com/v1')", "api.example.com"),
        ("requests.post(f'https://API.example.com/{x}')", "api.example.com"),
        ("requests.request('GET', 'http://user@host.example:8080/')", "host.example"),
        ("urllib.request.urlopen('https://a.example')", "a.example"),
        ("http.client.HTTPSConnection('b.example')", "b.example"),
        ("requests.get(URL)", None),
        ("requests.get(f'https://{x}.example.com/')", None),
    ],
)
def test_hosts(line, host):
    found = facts(f"import requests, urllib.request, http.client\n{line}\n", symbol="")
    assert [one.host for one in found.outbound] == [host]


def test_javascript_hosts():
    text = "import axios from 'axios';\nimport https from 'https';\nfetch('https://a.example/x');\n"
    text += "axios.post(`https://b.example/${x}`, {});\nhttps.request({hostname: 'c.example'});\n"
    found = javascript(text)
    assert [one.host for one in found.outbound] == ["a.example", "b.example", "c.example"]
