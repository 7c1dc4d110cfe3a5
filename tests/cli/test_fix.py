"""``crenel fix`` as a person runs it."""

import shutil
import subprocess

import pytest
from tests.cli.test_commands import URL, crenel

TABLE = """\
Resources:
  # orders, for ten years
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      KeySchema: [{AttributeName: id, KeyType: HASH}] # the key
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
      BillingMode: PAY_PER_REQUEST
"""


@pytest.fixture
def weak(tmp_path):
    (tmp_path / "template.yaml").write_text(TABLE, encoding="utf-8")
    return tmp_path


def test_the_diff_applies_and_the_finding_is_gone(weak):
    done = crenel(weak, "fix", "--control", "DAT-007")
    assert done.returncode == 0
    assert "this diff mends 1 finding in 1 file, proved by judging again" in done.stderr
    (weak / "a.diff").write_text(done.stdout, encoding="utf-8")
    subprocess.run(["git", "apply", "a.diff"], cwd=weak, check=True)
    assert crenel(weak, "check", "--control", "DAT-007").returncode == 0
    assert "# the key" in (weak / "template.yaml").read_text(encoding="utf-8")


def test_nothing_is_written_without_apply(weak):
    crenel(weak, "fix")
    assert (weak / "template.yaml").read_text(encoding="utf-8") == TABLE


def test_apply_writes_and_a_second_run_has_nothing_to_do(weak):
    first = crenel(weak, "fix", "--apply")
    assert "mended 3 findings in 1 file" in first.stderr
    assert not first.stdout
    text = (weak / "template.yaml").read_text(encoding="utf-8")
    assert text.startswith(TABLE)
    second = crenel(weak, "fix", "--apply")
    assert "mended 0 findings in 0 files" in second.stderr
    assert (weak / "template.yaml").read_text(encoding="utf-8") == text


def test_what_others_notice_needs_unsafe(tmp_path):
    (tmp_path / "template.yaml").write_text(URL % "NONE", encoding="utf-8")
    safe = crenel(tmp_path, "fix", "--control", "ENT-001")
    assert "public-function-url: needs --unsafe: callers must sign" in safe.stderr
    assert not safe.stdout
    assert (
        "+    Properties: {TargetFunctionArn: f, AuthType: AWS_IAM}"
        in crenel(tmp_path, "fix", "--unsafe").stdout
    )


def test_the_mark_and_the_line_breaks_of_a_file_stay(weak):
    stored = ("\ufeff" + TABLE.replace("\n", "\r\n")).encode()
    (weak / "template.yaml").write_bytes(stored)
    crenel(weak, "fix", "--apply")
    after = (weak / "template.yaml").read_bytes()
    assert after.startswith(stored)
    assert b"\n" not in after.replace(b"\r\n", b"")


def test_a_file_in_another_encoding_is_refused_whole(weak):
    (weak / "b.yaml").write_text(TABLE, encoding="utf-8")
    (weak / "template.yaml").write_bytes(TABLE.encode("utf-16"))
    done = crenel(weak, "fix", "--apply")
    assert done.returncode == 2
    assert "template.yaml is not written in UTF-8" in done.stderr
    assert (weak / "b.yaml").read_text(encoding="utf-8") == TABLE


def test_an_empty_folder_is_3(tmp_path):
    assert crenel(tmp_path, "fix").returncode == 3


def test_the_webshop_is_better_afterwards_and_still_read_whole(root, tmp_path):
    shop = tmp_path / "shop"
    shutil.copytree(root / "examples" / "webshop", shop)
    done = crenel(shop, "fix", "--unsafe", "--apply")
    assert done.returncode == 0
    assert "not read" not in done.stderr
    after = crenel(shop, "check", "--view", "audit")
    assert "not read: 0 files" in after.stdout.replace("\n  ", " ")
    again = crenel(shop, "fix", "--unsafe", "--apply")
    assert "mended 0 findings" in again.stderr
