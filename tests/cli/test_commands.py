"""The program as a person or a script runs it: output, streams and exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

URL = """\
Resources:
  Url:
    Type: AWS::Lambda::Url
    Properties: {TargetFunctionArn: f, AuthType: %s}
"""


def crenel(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "crenel.cli.main", *arguments],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


@pytest.fixture
def weak(tmp_path: Path) -> Path:
    (tmp_path / "template.yaml").write_text(URL % "NONE", encoding="utf-8")
    return tmp_path


def test_findings_exit_1_and_stand_on_stdout(weak: Path) -> None:
    done = crenel(weak, "check")
    assert done.returncode == 1
    assert "high[public-function-url]" in done.stdout
    assert "checked 1 file" in done.stdout
    assert not done.stderr


def test_a_clean_application_exits_0(weak: Path) -> None:
    (weak / "template.yaml").write_text(URL % "AWS_IAM", encoding="utf-8")
    assert crenel(weak, "check", "--control", "ENT-001").returncode == 0


def test_fail_on_none_never_gates(weak: Path) -> None:
    assert crenel(weak, "check", "--fail-on", "none").returncode == 0


def test_an_empty_folder_is_3_with_a_sentence_that_helps(tmp_path: Path) -> None:
    done = crenel(tmp_path, "check")
    assert done.returncode == 3
    assert "template" in (done.stdout + done.stderr)


def test_what_was_not_read_is_3_alone_and_1_with_findings(weak: Path) -> None:
    (weak / "broken.yaml").write_text("Resources: {A: {Type: AWS::X::Y\n", encoding="utf-8")
    assert crenel(weak, "check").returncode == 1
    assert crenel(weak, "check", "--strict").returncode == 3
    (weak / "template.yaml").write_text(URL % "AWS_IAM", encoding="utf-8")
    done = crenel(weak, "check", "--control", "ENT-001")
    assert done.returncode == 3
    assert "broken.yaml" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "nowhere"], "does not exist"),
        (["check", "--control", "public-function-ulr"], "public-function-url"),
        (["check", "--format", "pdf"], "pdf"),
        (["check", "--param", "novalue"], "--param NAME=VALUE"),
        (["check", "--format", "json", "--format", "sarif"], "--output"),
        (["check", "--output", "sarif"], "names no file"),
        (["explain", "nothing"], "no control nothing"),
    ],
)
def test_usage_errors_are_2_with_what_to_do(weak: Path, arguments: list[str], words: str) -> None:
    done = crenel(weak, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_json_is_the_contract(weak: Path) -> None:
    document = json.loads(crenel(weak, "check", "--format", "json").stdout)
    assert document["schema"] == "crenel.report/1"
    (verdict,) = [one for one in document["verdicts"] if one["control"] == "public-function-url"]
    assert verdict["verdict"] == "fails"
    assert verdict["address"] == "template.yaml::Url"
    assert (verdict["line"], verdict["column"]) == (4, 50)


def test_several_formats_in_one_run(weak: Path) -> None:
    done = crenel(weak, "check", "--output", "sarif=out.sarif", "--output", "json=o.json")
    assert done.returncode == 1
    assert not done.stdout
    assert json.loads((weak / "out.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert json.loads((weak / "o.json").read_text(encoding="utf-8"))["schema"]
    assert sorted(path.name for path in weak.iterdir()) == ["o.json", "out.sarif", "template.yaml"]


def test_an_output_that_cannot_be_written_is_told(weak: Path) -> None:
    done = crenel(weak, "check", "--output", "json=no/such/folder/x.json")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


def test_a_closed_pipe_is_no_error(weak: Path) -> None:
    command = f"{sys.executable} -m crenel.cli.main explain | head -n 1"
    done = subprocess.run(  # noqa: S602 - a pipe is the point
        command, shell=True, cwd=weak, capture_output=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_version_is_the_project_version(weak: Path, root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert crenel(weak, "--version").stdout == f"crenel {project['version']}\n"


def test_explain_is_the_control_page(weak: Path, root: Path) -> None:
    page = root / "src/crenel/controls/entry/public_function_url.md"
    told = crenel(weak, "explain", "ENT-001").stdout
    title, _, body = page.read_text(encoding="utf-8").partition("\n")
    assert told.startswith(title)
    assert told.endswith(body)


def test_map_serialises_the_model(weak: Path) -> None:
    document = json.loads(crenel(weak, "map", "--format", "json").stdout)
    assert document["schema"] == "crenel.map/1"
    (entity,) = document["applications"][0]["entities"]
    assert entity["kind"] == "entry-point"
    assert entity["fields"]["auth"] == "NONE"


@pytest.mark.parametrize("name", ["webshop", "webshop-hardened"])
def test_a_map_is_as_its_schema_says(root: Path, name: str) -> None:
    schema = json.loads((root / "src/crenel/report/schemas/map-1.json").read_text("utf-8"))
    document = json.loads(crenel(root / "examples" / name, "map", "--format", "json").stdout)
    Draft202012Validator(schema).validate(document)
    assert len(document["applications"][0]["edges"]) > 20


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_completion_knows_the_verbs(weak: Path, shell: str) -> None:
    done = crenel(weak, "completion", shell)
    assert done.returncode == 0
    assert "explain" in done.stdout


def test_hostile_names_are_escaped_in_every_format(tmp_path: Path) -> None:
    name = '"\\e]0;x\\x07<b>|`@me`\\u202e"'
    text = f"Resources:\n  {name}: {{Type: AWS::Lambda::Url, Properties: {{AuthType: NONE}}}}\n"
    (tmp_path / "template.yaml").write_text(text, encoding="utf-8")
    for form in ("text", "json", "sarif", "junit", "github", "gitlab", "markdown"):
        done = crenel(tmp_path, "check", "--format", form)
        assert done.returncode == 1, form
        assert "\x1b" not in done.stdout, form
        assert "\x07" not in done.stdout, form


def test_a_secret_is_never_shown(tmp_path: Path) -> None:
    secret = "winter-" + "Harbour-4471-x"
    (tmp_path / "template.yaml").write_text(
        "Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties:\n      Environment:\n"
        f"        Variables:\n          DB_PASSWORD: {secret}\n          DB_HOST: db.internal\n",
        encoding="utf-8",
    )
    for form in ("text", "json", "sarif", "junit", "github", "gitlab", "markdown"):
        done = crenel(tmp_path, "check", "--format", form)
        assert "secret-in-environment" in done.stdout, form
        assert secret not in done.stdout, form
    assert secret not in crenel(tmp_path, "map", "--format", "json").stdout


def test_what_a_configuration_decides_is_told(weak: Path) -> None:
    text = 'fail_on = "none"\n[controls.public-function-url]\nenabled = false\n'
    (weak / "crenel.toml").write_text(text, encoding="utf-8")
    done = crenel(weak, "check")
    assert done.returncode == 0
    assert "by crenel.toml: fail_on is none" in done.stdout
    assert "controls that are off: public-function-url" in done.stdout
    document = json.loads(crenel(weak, "check", "--format", "json").stdout)
    assert len(document["configuration"]) == 2
    assert crenel(weak, "check", "--no-config").returncode == 1


def test_map_tells_who_calls_and_what_is_held(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(
        "Transform: AWS::Serverless-2016-10-31\n"
        "Resources:\n"
        "  Make: {Type: 'Custom::Made', Properties: {ServiceToken: !GetAtt Maker.Arn}}\n"
        "  Maker:\n"
        "    Type: AWS::Serverless::Function\n"
        "    Properties:\n"
        "      {InlineCode: x, Runtime: python3.13, Handler: index.h, Policies: [ReadOnlyAccess]}\n"
        "  Flow:\n"
        "    Type: AWS::Serverless::StateMachine\n"
        "    Properties:\n"
        "      Role: arn:aws:iam::111122223333:role/flow\n"
        "      Definition:\n"
        "        StartAt: A\n"
        "        States: {A: {Type: Task, Resource: !GetAtt Maker.Arn, End: true}}\n",
        encoding="utf-8",
    )
    told = crenel(tmp_path, "map").stdout
    assert "<- custom resource Make" in told
    assert "<- workflow Flow" in told
    assert "0 statements, 2 managed policies" in told


def test_a_parameter_that_no_template_has_is_told(weak: Path) -> None:
    text = "Parameters:\n  Stage: {Type: String}\n" + URL % "NONE"
    (weak / "template.yaml").write_text(text, encoding="utf-8")
    done = crenel(weak, "check", "--param", "Stag=prod")
    assert "no template has the parameter 'Stag'" in done.stdout
    assert "Did you mean Stage?" in " ".join(done.stdout.split())
    assert "no template has" not in crenel(weak, "check", "--param", "Stage=prod").stdout


def test_the_hardened_example_is_clean_at_the_default_gate(root: Path) -> None:
    done = crenel(root, "check", "examples/webshop-hardened", "--today", "2026-11-28")
    assert done.returncode == 0, done.stdout
    assert "no findings" in done.stdout
