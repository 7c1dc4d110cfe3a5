"""Folders made to lead astray: links, pipes, loops, and files that include each other."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Judge = Callable[[], Any]
HEAD = "AWSTemplateFormatVersion: '2010-09-09'\n"
SAM = HEAD + "Transform: AWS::Serverless-2016-10-31\n"
URL = "  U: {Type: AWS::Lambda::Url, Properties: {TargetFunctionArn: f, AuthType: NONE}}\n"
FUNCTION = """\
  F:
    Type: AWS::Serverless::Function
    Properties: {Runtime: python3.12, Handler: app.handler, CodeUri: .}
"""
INCLUDE = "Fn::Transform: {Name: AWS::Include, Parameters: {Location: %s}}\n"
STACK = """\
  %s:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: %s
"""
PLACES = ("/etc/passwd", "../..", "/etc", "link", "linked.yaml", "/proc/self/environ", "/dev/zero")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_pipes_sockets_and_folders_with_names_of_files(judge: Judge, root: Path) -> None:
    for name in ("template.yaml", "samconfig.toml", "app.py", "definition.json"):
        os.mkfifo(root / name)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("child.yaml")
    (root / "folder.yaml").mkdir()
    machine = "  M: {Type: AWS::Serverless::StateMachine, Properties: {DefinitionUri: %s}}\n"
    write(root / "t.yaml", SAM + "Resources:\n" + FUNCTION + machine % "definition.json" + URL)
    write(root / "s.yaml", HEAD + "Resources:\n" + STACK % ("N", "child.yaml"))
    found = judge()
    assert found.code == 1
    assert "not a regular file" in " ".join(found.unread)
    for name in ("samconfig.toml", "t.yaml", "s.yaml"):
        assert any(row.startswith(name) for row in found.unread), name


def escapes(root: Path) -> None:
    outside = root.parent / "outside"
    write(outside / "template.yaml", HEAD + "Resources:\n  LEAKED: {Type: AWS::S3::Bucket}\n")
    write(outside / "app.py", "def handler(event, context):\n    eval(event['LEAKED'])\n")
    write(root.parent / "secret.py", "LEAKED = 1\n")
    (root / "linked.yaml").symlink_to(outside / "template.yaml")
    (root / "link").symlink_to(outside)
    (root / "samconfig.toml").symlink_to("/etc/passwd")
    (root / "sub").mkdir()
    (root / "sub/app.py").symlink_to(outside / "app.py")
    (root / "again").symlink_to(".")
    (root / "self.yaml").symlink_to("self.yaml")
    (root / "gone.yaml").symlink_to("nothing")
    write(root / "app.py", "from .. import secret\nimport link.app\ndef handler(e, c): pass\n")
    rows = [FUNCTION, FUNCTION.replace("F:", "G:").replace("CodeUri: .", "CodeUri: sub")]
    for number, place in enumerate(PLACES):
        rows.append(
            FUNCTION.replace("F:", f"F{number}:").replace("CodeUri: .", f"CodeUri: {place}")
        )
        rows.append(STACK % (f"N{number}", place))
        for kind in ("StateMachine", "HttpApi"):
            properties = f"{{DefinitionUri: {place}}}"
            line = f"{{Type: AWS::Serverless::{kind}, Properties: {properties}}}"
            rows.append(f"  {kind}{number}: {line}\n")
        rows.append(
            f"  B{number}: {{Type: AWS::S3::Bucket, Properties: {{{INCLUDE.strip() % place}}}}}\n"
        )
    write(root / "template.yaml", SAM + "Resources:\n" + "".join(rows))


def test_nothing_outside_the_root_is_told(judge: Judge, root: Path) -> None:
    escapes(root)
    found = judge()
    assert found.code in (1, 3)
    for name in ("linked.yaml", "self.yaml", "gone.yaml", "samconfig.toml"):
        assert any(row.startswith(f"{name}:") for row in found.unread), name
    for place in PLACES:
        assert any(place in row for row in found.unread), place


HOOK = """
import os, sys
from crenel.cli.main import main
import crenel.cli.check, crenel.cli.surveying, crenel.analysis.code, crenel.code.python.lowering
opened = []
def hook(event, arguments):
    if event in ("open", "os.listdir", "os.scandir", "subprocess.Popen", "socket.connect"):
        opened.append(str(arguments[0]))
sys.addaudithook(hook)
main(["check", "--output", "json=../report.json"])
sys.stdout.write("\\n".join(opened))
"""


def test_nothing_outside_the_root_is_opened(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    escapes(root)
    command = [sys.executable, "-c", HOOK]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=True)
    own = (sys.prefix, sys.base_prefix, str(Path(__file__).resolve().parents[2] / "src"))
    opened = {os.path.realpath(root / name) for name in done.stdout.splitlines()}
    foreign = {name for name in opened if not name.startswith((*own, f"{root}/", "/dev/null"))}
    assert foreign <= {str(root), str(tmp_path), str(tmp_path / "report.json")} | {
        name for name in foreign if Path(name).name.startswith(".report.json.")
    }
    assert str(root / "template.yaml") in opened


def test_stacks_that_nest_each_other_are_judged(judge: Judge, root: Path) -> None:
    write(root / "a.yaml", HEAD + "Resources:\n" + STACK % ("N", "b.yaml") + URL)
    write(root / "b.yaml", HEAD + "Resources:\n" + STACK % ("N", "a.yaml") + URL)
    found = judge()
    assert found.code == 1
    assert found.files == {"a.yaml", "b.yaml"}
    assert any("nested too deep" in row for row in found.unread)


def test_a_stack_of_many_large_ones_ends(judge: Judge, root: Path) -> None:
    rows = "".join(STACK % (f"N{number}", "b.yaml") for number in range(400))
    write(root / "a.yaml", HEAD + "Resources:\n" + rows)
    urls = "".join(URL.replace("U:", f"U{number}:") for number in range(400))
    write(root / "b.yaml", HEAD + "Resources:\n" + urls)
    found = judge()
    assert found.code == 1
    assert any("too many resources" in row for row in found.unread)
    assert len(found.unread) <= 201


def test_a_template_that_only_seems_to_be_deployed_is_judged(judge: Judge, root: Path) -> None:
    claim = "Metadata:\n  Note:\n    TemplateURL: b.yaml\n"
    elsewhere = STACK % ("N", "https://example.com/x.yaml")
    write(root / "a.yaml", HEAD + claim + "Resources:\n" + elsewhere)
    write(root / "b.yaml", HEAD + "Resources:\n" + URL)
    found = judge()
    assert found.files >= {"b.yaml"}
    assert found.report["coverage"]["formats"] == {"cloudformation": 2}


def test_a_nested_template_that_is_not_there_is_named(judge: Judge, root: Path) -> None:
    write(root / "a.yaml", HEAD + "Resources:\n" + STACK % ("N", "missing.yaml"))
    (row,) = judge().unread
    assert row.startswith("a.yaml:3: the nested template missing.yaml cannot be read")


def test_included_files_that_include_each_other_end(judge: Judge, root: Path) -> None:
    write(root / "a.yaml", HEAD + "Resources:\n" + URL + "  " + INCLUDE % "loop.yaml")
    write(root / "loop.yaml", INCLUDE % "loop.yaml" + "B: {Type: AWS::S3::Bucket}\n")
    inside = "{" + INCLUDE.strip() % "value.yaml" + "}"
    bucket = f"  B: {{Type: AWS::S3::Bucket, Properties: {{BucketName: {inside}}}}}\n"
    write(root / "b.yaml", HEAD + "Resources:\n" + bucket)
    write(root / "value.yaml", INCLUDE % "value.yaml")
    found = judge()
    assert found.code == 1
    assert any("included files" in row for row in found.unread)
    assert any("120 deep" in row for row in found.unread)


def test_included_files_that_fan_out_end(judge: Judge, root: Path) -> None:
    first = "{" + INCLUDE.strip() % "i0.yaml" + "}"
    bucket = f"  B: {{Type: AWS::S3::Bucket, Properties: {{BucketName: {first}}}}}\n"
    write(root / "a.yaml", HEAD + "Resources:\n" + URL + bucket)
    for number in range(30):
        step = "  - " + INCLUDE % f"i{number + 1}.yaml"
        write(root / f"i{number}.yaml", "Fn::Join:\n- ''\n-\n" + step * 4)
    write(root / "i30.yaml", "x\n")
    found = judge()
    assert found.code == 1
    assert any("too many included files" in row for row in found.unread)
    assert any(row.startswith("i") for row in found.unread), "the place is in the included file"


@pytest.mark.parametrize("text", ["a=" + "[" * 20_000, ".".join(["a"] * 20_000) + "=1\n"])
def test_a_samconfig_that_eats_memory_is_named(text: str, judge: Judge, root: Path) -> None:
    write(root / "samconfig.toml", text)
    write(root / "t.yaml", HEAD + "Resources:\n" + URL)
    found = judge()
    assert found.code == 1
    assert [row.partition(":")[0] for row in found.unread] == ["samconfig.toml"]


def test_a_configuration_that_eats_memory_is_an_error(root: Path, tmp_path: Path) -> None:
    root.mkdir()
    write(root / "t.yaml", HEAD + "Resources:\n" + URL)
    command = [sys.executable, "-m", "crenel.cli.main", "check", str(root)]
    for text in ("a=" + "[" * 20_000, ".".join(["a"] * 20_000) + "=1\n"):
        write(root / "crenel.toml", text)
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False, timeout=25
        )
        assert done.returncode == 2
        assert "crenel.toml:1" in done.stderr


CODE = {
    "bad.py": b'def handler(event, context):\n    x = "\xff\xfe"\n',
    "long.py": b"def handler(event, context):\n    x = '" + b"A" * 2_500_000 + b"'\n",
}


@pytest.mark.parametrize("name", CODE)
def test_code_that_cannot_be_read_is_named_and_not_counted(
    name: str, judge: Judge, root: Path
) -> None:
    (root / name).write_bytes(CODE[name])
    handler = name.replace(".py", ".handler")
    write(root / "t.yaml", SAM + "Resources:\n" + FUNCTION.replace("app.handler", handler))
    found = judge()
    assert found.code == 3
    assert [row.partition(":")[0] for row in found.unread] == [name]
    assert found.report["coverage"]["functions"] == 1
    assert found.report["coverage"]["functions_with_code"] == 0


DEEP = {
    "py": "def handler(event, context):\n    x = %s\n",
    "js": "exports.handler = async (event) => { x = %s }\n",
}


@pytest.mark.parametrize("suffix", DEEP)
@pytest.mark.parametrize(
    "expression",
    [
        "(" * 20_000 + "1" + ")" * 20_000,
        "[" * 20_000,
        "event" + ".a" * 20_000,
        '"\0"',
        "event" + "+1" * 5_000,
    ],
    ids=["parentheses", "open", "members", "nul", "sums"],
)
def test_code_of_any_depth_is_read(suffix: str, expression: str, judge: Judge, root: Path) -> None:
    write(root / f"app.{suffix}", DEEP[suffix] % expression)
    runtime = {"py": "python3.12", "js": "nodejs20.x"}[suffix]
    template = SAM + "Resources:\n" + FUNCTION.replace("python3.12", runtime) + URL
    write(root / "t.yaml", template)
    found = judge()
    assert found.code == 1
    assert found.report["coverage"]["functions_with_code"] == 1


def test_many_files_and_deep_folders_take_no_time(judge: Judge, root: Path) -> None:
    for number in range(5_000):
        (root / f"f{number}.txt").touch()
    (root / "/".join("d" * 500)).mkdir(parents=True)
    rows = (
        FUNCTION.replace("F:", f"F{number}:").replace("app.", f"app{number}.")
        for number in range(50)
    )
    write(root / "t.yaml", SAM + "Resources:\n" + "".join(rows))
    assert judge().report["coverage"]["functions"] == 50
