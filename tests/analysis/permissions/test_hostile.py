"""Policies and code that are long on purpose: an answer comes, and soon."""

from __future__ import annotations

import time
from pathlib import Path

from tests.analysis.permissions.apps import answered, function, script

SECONDS = 20


def test_a_statement_of_thousands_of_patterns(tmp_path: Path):
    actions = ", ".join(f"'s3:Get*{number}*x?*'" for number in range(1_900))
    policies = f"[{{Statement: [{{Effect: Allow, Action: [{actions}], Resource: '*'}}]}}]"
    code = (
        "import boto3\ndef handler(e, c):\n    boto3.client('s3').get_object(Bucket='b', Key='k')\n"
    )
    began = time.process_time()
    found = answered(tmp_path, function(policies=policies), app_py=code)["F"]
    assert time.process_time() - began < SECONDS
    assert len(found.grants.rows) >= 1_900
    assert [one.need.action for one in found.judged.missing] == ["s3:GetObject"]


def test_more_rows_than_are_read_are_told(tmp_path: Path):
    actions = ", ".join(f"'s3:A{number}'" for number in range(1_900))
    statement = f"{{Effect: Allow, Action: [{actions}], Resource: '*'}}"
    policies = f"[{{Statement: [{', '.join([statement] * 3)}]}}]"
    found = answered(
        tmp_path, function(policies=policies), app_py="def handler(e, c):\n    pass\n"
    )["F"]
    assert not found.complete
    assert "only the first" in next(found.reasons()).text
    assert not any(one.certain for one in found.judged.missing)


def test_thousands_of_calls(tmp_path: Path):
    lines = "\n".join(f"c.get_item(TableName='t{number}')" for number in range(2_000))
    began = time.process_time()
    found = script(tmp_path, f"import boto3\nc = boto3.client('dynamodb')\n{lines}\n")
    assert time.process_time() - began < SECONDS
    assert len(found.needs) == 2_000


def test_an_object_in_an_object_in_an_object(tmp_path: Path):
    deep = "{'a': " * 200 + "1" + "}" * 200
    found = script(tmp_path, f"import boto3\nboto3.client('sqs').send_message(QueueUrl={deep})\n")
    assert [one.action for one in found.needs] == ["sqs:SendMessage"]
