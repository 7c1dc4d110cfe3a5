"""The contract of ``crenel check``: flags, exit codes, places and fields, for scripts."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from crenel.cli.main import main

TEMPLATE = """\
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Parameters:
  Auth: {Type: String, Default: AWS_IAM}
Resources:
  Api:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: app.handler
      CodeUri: src/
      FunctionUrlConfig: {AuthType: !Ref Auth}
      Events:
        Get: {Type: Api, Properties: {Path: /x, Method: get}}
  Child:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: nested/child.yaml
      Parameters: {Auth: NONE}
"""
CHILD = """\
Parameters:
  Auth: {Type: String}
Resources:
  Url:
    Type: AWS::Lambda::Url
    Properties: {TargetFunctionArn: f, AuthType: !Ref Auth}
"""
URL = "Resources:\n  U: {Type: AWS::Lambda::Url, Properties: {AuthType: NONE}}\n"
SAMCONFIG = '[prod.deploy.parameters]\nparameter_overrides = "Auth=NONE"\n'


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "app"
    (folder / "nested").mkdir(parents=True)
    (folder / "src").mkdir()
    (folder / "template.yaml").write_text(TEMPLATE, encoding="utf-8")
    (folder / "nested/child.yaml").write_text(CHILD, encoding="utf-8")
    (folder / "samconfig.toml").write_text(SAMCONFIG, encoding="utf-8")
    code = "def handler(event, context):\n    eval(event['body'])\n"
    (folder / "src/app.py").write_text(code, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def report(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    main(["check", "--format", "json", *arguments])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def failing(found: dict[str, Any], control: str = "public-function-url") -> list[str]:
    rows = found["verdicts"]
    return [row["address"] for row in rows if row["control"] == control]


def environments(found: dict[str, Any]) -> dict[str, list[str]]:
    rows = found["verdicts"]
    return {
        row["address"]: row["environments"]
        for row in rows
        if row["control"] == "public-function-url"
    }


def crenel(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "crenel.cli.main", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        timeout=60,
    )


# -- which deployment


def test_parameters_come_from_flags_files_and_environments(
    app: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    child = "nested/child.yaml::Url"
    api = "template.yaml::Api"
    everywhere = report(capsys, "app")
    assert sorted(failing(everywhere)) == [child, api]
    assert environments(everywhere) == {child: ["default", "prod"], api: ["prod"]}
    assert failing(report(capsys, "app", "--env", "default")) == [child]
    assert sorted(failing(report(capsys, "app", "--param", "Auth=NONE"))) == [child, api]
    assert sorted(failing(report(capsys, "app", "--env", "prod"))) == [child, api]
    for name, text in (
        ("given.json", '{"Auth": "NONE"}'),
        ("given.toml", 'Auth = "NONE"\n'),
        ("list.json", '[{"ParameterKey": "Auth", "ParameterValue": "NONE"}]'),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert sorted(failing(report(capsys, "app", "--var-file", name))) == [child, api]
    both = ("--env", "prod", "--param", "Auth=AWS_IAM")
    assert failing(report(capsys, "app", *both)) == [child], "--param wins"
    assert main(["check", "app", "--env", "nope"]) == 2


def test_no_code_leaves_the_code_alone(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert failing(report(capsys, "app"), "code-injection")
    found = report(capsys, "app", "--no-code")
    assert not failing(found, "code-injection")
    assert found["coverage"]["functions_with_code"] == 0


def test_one_control_by_name_or_handle(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("public-function-url", "ENT-001"):
        found = report(capsys, "app", "--control", name, "--verdicts", "all")
        assert {row["catalogue"] for row in found["verdicts"]} == {"ENT-001"}


def test_today_is_what_it_says(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(capsys, "app", "--today", "2031-02-03")["today"] == "2031-02-03"
    old = report(capsys, "app", "--today", "2031-02-03")
    assert failing(old, "deprecated-runtime") == ["template.yaml::Api"]
    assert not failing(report(capsys, "app", "--today", "2025-01-01"), "deprecated-runtime")


# -- places and rows


def test_every_verdict_has_its_place_and_there_is_one_for_a_control_and_resource(
    app: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = report(capsys, "app", "--verdicts", "all")
    seen = set()
    for row in found["verdicts"]:
        file, _, logical = row["address"].partition("::")
        assert row["logical_id"] == logical
        assert (app / file).is_file()
        assert (app / row["file"]).is_file()
        assert "\\" not in row["file"]
        assert (row["line"], row["column"]) <= (row["end_line"], row["end_column"])
        assert row["verdict"] in ("fails", "may-fail", "passes", "undecided", "accepted")
        seen.add((row["control"], row["address"]))
    assert len(seen) == len(found["verdicts"])
    types = {row["address"]: row["type"] for row in found["verdicts"]}
    assert types["template.yaml::Api"] == "AWS::Serverless::Function"
    assert types["nested/child.yaml::Url"] == "AWS::Lambda::Url"
    parameters = {"template.yaml::Auth", "nested/child.yaml::Auth"}
    assert set(types) == {"template.yaml::Api", "nested/child.yaml::Url", *parameters}


def test_every_template_is_counted_once(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (app / "other.yaml").write_text(
        "Resources:\n  N:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n"
        "      TemplateURL: nested/child.yaml\n",
        encoding="utf-8",
    )
    coverage = report(capsys, "app")["coverage"]
    assert coverage["formats"] == {"sam": 1, "cloudformation": 2}
    assert coverage["files"] == 4
    assert coverage["functions"] == coverage["functions_with_code"] == 1


def test_however_the_root_is_named_the_rows_are_the_same(
    app: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = report(capsys, "app")["verdicts"]
    (tmp_path / "linked").symlink_to("app")
    names = ["./app", "app/", str(app), "linked", "linked/template.yaml", "app/template.yaml"]
    for name in [*names, "app/../app"]:
        assert report(capsys, name)["verdicts"] == expected, name
    monkeypatch.chdir(app)
    assert report(capsys)["verdicts"] == expected
    monkeypatch.chdir(app / "src")
    assert report(capsys, "..")["verdicts"] == expected


def test_the_root_is_the_folder_also_for_files(
    app: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(capsys, "app")["root"] == "app"
    assert report(capsys, "app/template.yaml")["root"] == "app"


def test_files_of_several_folders_are_seen_from_here(
    app: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other = tmp_path / "other/t.yaml"
    other.parent.mkdir()
    other.write_text(URL, encoding="utf-8")
    found = report(capsys, "app/template.yaml", "other/t.yaml", str(other))
    assert found["root"] == "."
    in_prod = "app/template.yaml::Api"
    assert set(failing(found)) == {"app/nested/child.yaml::Url", in_prod, "other/t.yaml::U"}
    assert main(["check", "app/template.yaml", os.devnull]) == 2


def test_several_folders_are_seen_from_their_common_one(
    app: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("sub/one/t.yaml", "sub/two/t.yaml", "sub/three/t.yaml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text(URL, encoding="utf-8")
    both = report(capsys, "sub/one", "sub/two")
    assert both["root"] == "sub"
    assert set(failing(both)) == {"one/t.yaml::U", "two/t.yaml::U"}
    whole = {row["identity"] for row in report(capsys, "sub")["verdicts"]}
    assert {row["identity"] for row in both["verdicts"]} < whole
    assert report(capsys, "sub/one", "sub/two/t.yaml")["verdicts"] == both["verdicts"]
    assert report(capsys, "sub", "sub/one")["root"] == "sub"
    alone = report(capsys, "sub/one/t.yaml")["verdicts"]
    assert alone == report(capsys, "sub/one")["verdicts"]


def test_what_lies_beside_the_named_folders_is_not_told(
    app: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("a/t.yaml", "b/t.yaml", "c/broken.yaml"):
        path = tmp_path / "sub" / name
        path.parent.mkdir(parents=True)
        path.write_text(URL if "broken" not in name else "Resources: {A: {Type: AWS::", "utf-8")
    found = report(capsys, "sub/a", "sub/b")
    assert found["coverage"]["unread"] == []
    assert report(capsys, "sub")["coverage"]["unread"] != []


# -- exit codes


@pytest.mark.parametrize(
    ("level", "code"),
    [("critical", 1), ("high", 1), ("medium", 1), ("low", 1), ("none", 0)],
)
def test_the_gate(app: Path, level: str, code: int) -> None:
    assert main(["check", "app", "-q", "--fail-on", level]) == code


def test_what_is_not_read_and_the_gate(app: Path) -> None:
    (app / "broken.yaml").write_text("Resources: {A: {Type: AWS::X::Y\n", encoding="utf-8")
    assert main(["check", "app"]) == 1
    assert main(["check", "app", "--strict"]) == 3
    assert main(["check", "app", "--fail-on", "none"]) == 3
    for form in ("json", "sarif", "junit", "github", "gitlab", "markdown"):
        assert main(["check", "app", "--format", form]) == 1
        assert main(["check", "app", "--format", form, "--strict"]) == 3


def test_a_baseline_gates_on_what_is_new(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["baseline", "app", "--output", "known.json"]) == 0
    assert main(["check", "app", "--baseline", "known.json"]) == 0
    (app / "new.yaml").write_text(URL, encoding="utf-8")
    capsys.readouterr()
    found = report(capsys, "app", "--baseline", "known.json")
    assert [row["address"] for row in found["verdicts"] if row["new"]] == ["new.yaml::U"]
    assert main(["check", "app", "--baseline", "known.json"]) == 1
    assert main(["check", "app", "--baseline", "nowhere.json"]) == 2


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_since_gates_on_what_is_new(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=n", "-c", "user.email=e@example.com")
        subprocess.run(["git", *who, *arguments], cwd=app, check=True, capture_output=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "first")
    (app / "new.yaml").write_text(URL, encoding="utf-8")
    for paths in (["app"], ["app/template.yaml", "app/new.yaml"], [str(app)]):
        found = report(capsys, *paths, "--since", "HEAD")
        new = [row["address"] for row in found["verdicts"] if row["new"]]
        assert new == ["new.yaml::U"], paths
    assert main(["check", "app", "--since", "no-such-revision"]) == 2


def test_a_configuration_is_used_named_and_left_out(
    app: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = "[controls.public-function-url]\nenabled = false\n"
    (app / "crenel.toml").write_text(text, encoding="utf-8")
    assert not failing(report(capsys, "app"))
    assert failing(report(capsys, "app", "--no-config"))
    (tmp_path / "own.toml").write_text('fail_on = "none"\n', encoding="utf-8")
    assert main(["check", "app", "--config", "own.toml"]) == 0
    assert main(["check", "app", "--config", "nowhere.toml"]) == 2
    assert main(["check", "app", "--config", "own.toml", "--no-config"]) == 2


# -- outputs


def test_formats_and_outputs_together(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["check", "app", "--format", "json", "--output", "sarif=a", "--output", "sarif=b"]
    assert main([*arguments, "--format", "sarif"]) == 1
    assert json.loads(capsys.readouterr().out)["schema"] == "crenel.report/1"
    assert Path("a").read_bytes() == Path("b").read_bytes()
    assert json.loads(Path("a").read_bytes())["version"] == "2.1.0"


@pytest.mark.parametrize(
    "outputs", [("json=same", "sarif=./same"), ("json=-",), ("json=app",), ("json=no/such/x",)]
)
def test_outputs_that_cannot_be(app: Path, outputs: tuple[str, ...]) -> None:
    arguments = [word for one in outputs for word in ("--output", one)]
    assert main(["check", str(app), *arguments]) == 2
    assert not Path("same").exists()


def test_a_link_stays_and_a_pipe_is_written_into(app: Path, tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old", encoding="utf-8")
    (tmp_path / "link.json").symlink_to("real.json")
    assert main(["check", "app", "--output", "json=link.json"]) == 1
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "real.json").read_bytes())["schema"]
    done = crenel(app, "check", "--output", "json=/dev/stdout")
    assert json.loads(done.stdout)["schema"] == "crenel.report/1"
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cat", str(tmp_path / "pipe")], stdout=subprocess.PIPE) as reader:
        assert main(["check", "app", "--output", "json=pipe"]) == 1
        assert reader.stdout is not None
        assert json.loads(reader.stdout.read())["schema"] == "crenel.report/1"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_is_told_and_devices_stay(app: Path) -> None:
    for arguments in (["--output", "json=/dev/full"], ["--output", "sarif=/dev/null"]):
        crenel(app, "check", *arguments)
    assert Path("/dev/full").is_char_device()
    assert Path("/dev/null").is_char_device()
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "crenel.cli.main", "check"],
            cwd=app,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert b"cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr


# -- terminals, streams and people


def test_the_gate_holds_when_the_reader_goes_away(app: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "crenel.cli.main", "check"],
        cwd=app,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 1


def test_closed_streams_change_nothing(app: Path) -> None:
    for closing in (">&-", "2>&-", "<&-"):
        command = f'"{sys.executable}" -m crenel.cli.main check {closing}'
        done = subprocess.run(["/bin/sh", "-c", command], cwd=app, capture_output=True, check=False)
        assert done.returncode == 1, closing
        assert b"defect" not in done.stderr


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github", "markdown", "gitlab"])
def test_any_encoding_of_the_terminal_will_do(app: Path, form: str) -> None:
    (app / "tämplate.yaml").write_text(URL.replace("U:", '"Ü☃日本":'), encoding="utf-8")
    done = crenel(app, "check", "--format", form, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 1, done.stderr
    assert not done.stderr
    assert "U" in done.stdout.decode("utf-8" if form != "text" else "ascii")


def test_a_map_is_json_in_any_encoding(app: Path) -> None:
    (app / "template.yaml").write_text(URL.replace("U:", '"Ü☃日本":'), encoding="utf-8")
    done = crenel(app, "map", "--format", "json", PYTHONIOENCODING="ascii")
    assert json.loads(done.stdout)["schema"] == "crenel.map/1"


@pytest.mark.parametrize(
    ("environment", "colored"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_color(app: Path, environment: dict[str, str], colored: bool) -> None:
    names = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE")
    done = crenel(app, "check", **{**dict.fromkeys(names, ""), **environment})
    assert (b"\x1b" in done.stdout) is colored
    assert b"\x1b" in crenel(app, "check", "--color", "always").stdout
    assert b"\x1b" not in crenel(app, "check", "--color", "never", FORCE_COLOR="1").stdout


def test_an_interrupted_run_is_130_and_writes_nothing(app: Path, tmp_path: Path) -> None:
    rows = (
        f"  U{n}: {{Type: AWS::Lambda::Url, Properties: {{AuthType: NONE}}}}\n"
        for n in range(2_000)
    )
    text = "Resources:\n" + "".join(rows)
    for number in range(20):
        (app / f"large{number}.yaml").write_text(text, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "crenel.cli.main", "check", "--output", "json=../out.json"],
        cwd=app,
        stderr=subprocess.PIPE,
    ) as running:
        time.sleep(1.5)
        running.send_signal(signal.SIGINT)
        assert running.stderr is not None
        assert running.stderr.read() == b"crenel: interrupted\n"
    assert running.returncode == 130
    assert [path.name for path in tmp_path.iterdir()] == ["app"]


FOREIGN = ("serverless.yml", "serverless.ts", "a/b.tfstate", "x.tfplan", "cdk.json", "x.bicep")


@pytest.mark.parametrize("name", FOREIGN)
def test_a_folder_in_another_format_never_looks_clean(
    name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text('{"app": "x"}\n', encoding="utf-8")
    for arguments in ([], [name]):
        (row,) = report(capsys, *arguments)["coverage"]["unread"]
        assert row["file"] == Path(name).name or row["file"] == name
        assert row["reason"]
    assert main(["check"]) == 3
    (tmp_path / "template.yaml").write_text(URL, encoding="utf-8")
    assert main(["check"]) == 1
    assert main(["check", "--strict"]) == 3
    assert main(["check", "--fail-on", "none"]) == 3
