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


def filled(text, values):
    """A text with the expressions of an Action in it replaced."""
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda found: values[found[1]], text)


@pytest.mark.parametrize(
    ("inputs", "ends"), [({}, 1), ({"fail-on": "none"}, 0), ({"path": "x"}, 2)]
)
def test_the_actions_steps_run_under_bash(root, weak, inputs, ends):
    """Every step but the first, which needs an index, and the upload, which needs the service."""
    action = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))
    (weak / "crenel" / "bin").mkdir(parents=True)
    (weak / "crenel" / "bin" / "crenel").symlink_to(CRENEL)
    given = {name: inputs.get(name, one["default"]) for name, one in action["inputs"].items()}
    values = {"runner.temp": str(weak), **{f"inputs.{name}": one for name, one in given.items()}}
    codes = []
    for step in action["runs"]["steps"][1:]:
        if "run" not in step:
            continue
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=weak,
            env={
                **os.environ,
                "GITHUB_ACTION_PATH": str(root),
                "GITHUB_OUTPUT": str(weak / "output"),
                "GITHUB_STEP_SUMMARY": str(weak / "summary.md"),
                **{name: filled(text, values) for name, text in step.get("env", {}).items()},
            },
            capture_output=True,
            text=True,
            check=False,
        )
        codes.append(done.returncode)
        said = (weak / "output").read_text(encoding="utf-8").strip().partition("=")[2]
        values["steps.check.outputs.exit-code"] = said
    assert codes == [0, ends]
    assert (weak / "crenel.sarif").exists() is (ends != 2)


def test_the_gitlab_script_runs_under_bash(root, weak):
    text = (root / "integrations" / "gitlab.yml").read_text(encoding="utf-8")
    job = yaml.safe_load(text)["crenel"]
    done = subprocess.run(
        ["bash", "-c", "\n".join(job["script"]).replace("/tmp/crenel", str(root))],  # noqa: S108 - the job's own
        cwd=weak,
        env={**os.environ, **job["variables"], "CRENEL": CRENEL, "GITHUB_OUTPUT": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "public-function-url" in done.stdout
    (issue,) = json.loads((weak / "gl-code-quality.json").read_text(encoding="utf-8"))
    assert issue["location"]["path"] == "template.yaml"
    assert issue["fingerprint"]


def test_pipelines_never_let_a_checked_folder_run_code(root):
    """Both run on changes of strangers; see docs/decisions/0021."""
    for name in ("action.yml", "integrations/check.sh", "integrations/gitlab.yml"):
        assert "--allow-plugins" not in (root / name).read_text(encoding="utf-8")
