"""The hook, the Action and the GitLab job, as far as they run without their services."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

CRENEL = str(Path(sys.executable).parent / "crenel")
WEAK = """\
Resources:
  Url:
    Type: AWS::Lambda::Url
    Properties: {TargetFunctionArn: f, AuthType: NONE}
"""


@pytest.fixture
def weak(tmp_path):
    (tmp_path / "template.yaml").write_text(WEAK, encoding="utf-8")
    return tmp_path


def check(root, folder, **environment):
    return subprocess.run(
        ["bash", str(root / "integrations" / "check.sh")],
        cwd=folder,
        env={**os.environ, "CRENEL": CRENEL, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_script_keeps_the_code_and_the_results(root, weak):
    files = {name: weak / name for name in ("a.sarif", "summary.md", "output")}
    done = check(
        root,
        weak,
        CRENEL_SARIF=str(files["a.sarif"]),
        GITHUB_STEP_SUMMARY=str(files["summary.md"]),
        GITHUB_OUTPUT=str(files["output"]),
    )
    assert done.returncode == 0, done.stderr
    assert files["output"].read_text(encoding="utf-8") == "exit-code=1\n"
    assert json.loads(files["a.sarif"].read_text(encoding="utf-8"))["runs"][0]["results"]
    assert "### Crenel: 1 finding" in files["summary.md"].read_text(encoding="utf-8")
    assert done.stdout.startswith("::error title=high")
    assert "file=template.yaml,line=4" in done.stdout


def test_the_script_alone_ends_as_the_check_did(root, weak):
    assert check(root, weak, GITHUB_OUTPUT="").returncode == 1
    assert check(root, weak, GITHUB_OUTPUT="", CRENEL_FAIL_ON="none").returncode == 0
    assert check(root, weak, GITHUB_OUTPUT="", CRENEL_FAIL_ON="never").returncode == 2


@pytest.mark.parametrize("hostile", ["$(touch owned)", "a; touch owned", "--config=/etc/passwd"])
def test_no_input_is_code_or_an_option(root, weak, hostile):
    done = check(root, weak, GITHUB_OUTPUT="", CRENEL_PATH=hostile, CRENEL_SINCE=hostile)
    assert done.returncode == 2
    assert f"{hostile} does not exist" in done.stderr
    assert not (weak / "owned").exists()


def test_the_code_quality_report_is_written(root, weak):
    done = check(
        root, weak, GITHUB_OUTPUT="", CRENEL_FORMAT="text", CRENEL_CODE_QUALITY="quality.json"
    )
    assert done.returncode == 1
    (issue,) = json.loads((weak / "quality.json").read_text(encoding="utf-8"))
    assert issue["check_name"] == "public-function-url"


def test_the_action_hangs_together(root):
    action = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))
    text = (root / "action.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"inputs\.([\w-]+)", text)) <= set(action["inputs"])
    for step in action["runs"]["steps"]:
        assert ("run" in step) == ("shell" in step)
        # An expression inside a script would let an input become code.
        assert "${{" not in step.get("run", "")
        for word in re.findall(r"\$GITHUB_ACTION_PATH/([\w./-]+)", step.get("run", "")):
            assert (root / word).exists(), word


def test_the_gitlab_job_gives_the_script_what_it_reads(root):
    job = yaml.safe_load((root / "integrations" / "gitlab.yml").read_text(encoding="utf-8"))[
        "crenel"
    ]
    script = (root / "integrations" / "check.sh").read_text(encoding="utf-8")
    assert all(f"{{{name}:-" in script for name in job["variables"])
    assert job["artifacts"]["reports"]["codequality"] == job["variables"]["CRENEL_CODE_QUALITY"]


def test_the_hook_runs(root, weak):
    hooks = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    hook = next(one for one in hooks if one["id"] == "crenel")
    command = [
        str(Path(CRENEL).parent / word) if word == "crenel" else word
        for word in shlex.split(hook["entry"])
    ]
    done = subprocess.run(command, cwd=weak, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "public-function-url" in done.stdout
    assert re.search(hook["files"], "template.yaml")
    assert not re.search(hook["files"], "README.md")
