"""The hooks under pre-commit itself, in a repository of their own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
WEAK = """\
Resources:
  Url:
    Type: AWS::Lambda::Url
    Properties: {TargetFunctionArn: f, AuthType: NONE}
"""
CONFIG = """\
repos:
  - repo: {repository}
    rev: {revision}
    hooks:
      # The environment is the one of the tests; what is installed from where is tried elsewhere.
      - {{id: crenel, language: system}}
      - {{id: crenel-secrets, language: system}}
"""


def run(folder, *words):
    return subprocess.run(
        words,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={
            **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "PRE_COMMIT_HOME": str(folder.parent / "cache"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_AUTHOR_NAME": "a",
            "GIT_AUTHOR_EMAIL": "a@example.com",
            "GIT_COMMITTER_NAME": "a",
            "GIT_COMMITTER_EMAIL": "a@example.com",
        },
    )


def git(folder, *words):
    done = run(folder, "git", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A repository with the hooks installed, as people have it."""
    tmp_path = tmp_path_factory.mktemp("pre-commit")
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    git(hooks, "init", "--quiet")
    git(hooks, "add", ".")
    git(hooks, "commit", "--quiet", "-m", "hooks")
    made = tmp_path / "project"
    made.mkdir()
    git(made, "init", "--quiet")
    config = CONFIG.format(repository=hooks, revision=git(hooks, "rev-parse", "HEAD"))
    (made / ".pre-commit-config.yaml").write_text(config)
    git(made, "add", ".")
    git(made, "commit", "--quiet", "-m", "configuration")
    done = run(made, "pre-commit", "install")
    assert done.returncode == 0, done.stdout + done.stderr
    return made


def committed(folder, name, text):
    (folder / name).write_text(text)
    git(folder, "add", name)
    return run(folder, "git", "commit", "-m", "change")


def test_a_weak_template_is_not_committed_and_a_mended_one_is(project):
    done = committed(project, "template.yaml", WEAK)
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert "crenel check" in said
    assert "public-function-url" in said
    assert "template.yaml:4:" in said
    done = committed(project, "template.yaml", WEAK.replace("NONE", "AWS_IAM"))
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_credential_is_not_committed_and_not_printed(project):
    git(project, "reset", "--quiet", "--hard")
    secret = "ghp_" + "zXwVuTsRqPoNmLkJiHgFeDcBa9876" + "3k9cOP"
    done = committed(project, "notes.txt", f"token = '{secret}'\n")
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert "crenel secrets scan" in said
    assert "notes.txt" in said
    assert secret not in said


def test_what_holds_no_template_is_not_checked(project):
    git(project, "reset", "--quiet", "--hard")
    done = committed(project, "README.md", "# A shop\n")
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "(no files to check)Skipped" in said
