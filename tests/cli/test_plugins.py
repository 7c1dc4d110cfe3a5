"""Controls in Python: from a folder that the configuration names, and from what is installed."""

import json
import os
import subprocess
import sys

import pytest
from tests.cli.test_commands import crenel

CONTROL = '''\
"""A function that waits too long."""

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Function

control = Control(
    name="slow-payment-function",
    handle="PAY-001",
    title="a payment function may run for longer than a customer waits",
    severity=Severity.HIGH,
    judges=Function,
    maps_to=(),
    practices=("RO3",),
    fix="Set a Timeout of at most 10 seconds.",
)


@control.check
def check(function: Function, _: Knowledge) -> Judged:
    return fails_if(function.timeout.more_than(10), at=function.timeout)
'''
PAGE = """\
# A payment function may run for longer than a customer waits

## Fails
```yaml
# crenel: finds
Resources:
  F: {Type: AWS::Lambda::Function, Properties: {Timeout: 20}}
```

## Passes
```yaml
# crenel: clean
Resources:
  F: {Type: AWS::Lambda::Function, Properties: {Timeout: 3}}
```
"""
TEMPLATE = """\
Parameters: {Seconds: {Type: Number}}
Resources:
  F: {Type: AWS::Lambda::Function, Properties: {Timeout: 30}}
  G: {Type: AWS::Lambda::Function, Properties: {Timeout: !Ref Seconds}}
"""
NAME = "slow-payment-function"


@pytest.fixture
def team(tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "slow_payment_function.py").write_text(CONTROL)
    (tmp_path / "rules" / "slow_payment_function.md").write_text(PAGE)
    (tmp_path / "crenel.toml").write_text('plugins = ["rules"]\n')
    (tmp_path / "template.yaml").write_text(TEMPLATE)
    return tmp_path


def spoiled(team, old, new, file="slow_payment_function.py"):
    path = team / "rules" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return team


def test_it_judges_beside_the_others_and_the_report_says_so(team):
    done = crenel(team, "check", "--allow-plugins", "--control", NAME, "--view", "audit")
    assert done.returncode == 1
    assert "longer than a customer waits" in done.stdout
    assert "controls in Python ran: slow-payment-function" in " ".join(done.stdout.split())
    rows = crenel(
        team, "check", "--allow-plugins", "--control", "PAY-001", "--format", "json"
    ).stdout
    found = {one["logical_id"]: one["verdict"] for one in json.loads(rows)["verdicts"]}
    assert found == {"F": "fails", "G": "undecided"}


@pytest.mark.parametrize("verb", ["check", "fix", "practices", "report"])
def test_nothing_of_a_strangers_folder_runs_unasked(team, verb):
    spoiled(team, "control = Control(", 'open("ran", "w").close()\ncontrol = Control(')
    done = crenel(team, verb)
    assert done.returncode == 2
    assert "crenel.toml:1: the configuration names controls in Python (rules)" in done.stderr
    assert "--allow-plugins" in done.stderr
    assert not done.stdout
    assert not (team / "ran").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("explain", NAME),
        ("paths",),
        ("sbom",),
        ("secrets", "scan"),
        ("control", "test"),
        ("accept", NAME, "template.yaml::F", "--reason", "known", "--until", "2999-01-01"),
    ],
)
def test_verbs_that_judge_nothing_know_its_name_and_run_nothing(team, words):
    spoiled(team, "control = Control(", 'open("ran", "w").close()\ncontrol = Control(')
    (team / "crenel.toml").write_text(f'plugins = ["rules"]\n[controls.{NAME}]\nseverity="low"\n')
    done = crenel(team, *words)
    assert done.returncode != 2, done.stderr
    assert not (team / "ran").exists()


def test_no_config_leaves_it_out(team):
    assert crenel(team, "check", "--no-config").returncode != 2


def test_its_examples_are_tried(team):
    done = crenel(team, "control", "test", "--allow-plugins")
    assert done.stdout == "1 control, 2 examples: 0 wrong\n"
    assert done.returncode == 0
    wrong = crenel(
        spoiled(team, "more_than(10)", "more_than(25)"), "control", "test", "--allow-plugins"
    )
    assert wrong.returncode == 1
    assert "example finds-0: it should fail, and the verdict is: passes" in wrong.stdout


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title=", "title=(", "py:7: it cannot be loaded: SyntaxError"),
        ("import Function\n", "import Funktion\n", "py:5: it cannot be loaded: ImportError"),
        ("control = Control(", "kontrol = Control(", "py:19: it cannot be loaded: NameError"),
        ('"""A function', 'raise SystemError("no")\n"""A function', "py:1: it cannot be loaded"),
        (
            "\ncontrol = Control(",
            "\nraise SystemExit(0)\ncontrol = Control(",
            "py:7: it cannot be loaded: SystemExit: 0",
        ),
        ("return fails_if", "raise SystemExit(0)", "py:21: slow-payment-function failed on F"),
        ("slow-payment", "slow-pay", "py:1: the control is called 'slow-pay-function', the file"),
        ("Severity.HIGH", '"high"', "py:1: `severity` is no Severity"),
        ("judges=Function", "judges=str", "py:1: `judges` is no entity"),
        ("@control.check\n", "", "py:1: nothing is marked with @control.check"),
        ("PAY-001", "OBS-001", "py:1: there is a control OBS-001 already"),
        ("timeout.more", "timeot.more", "py:21: slow-payment-function failed on F: AttributeError"),
        ("return fails_if", "yield 7, fails_if", "slow-payment-function failed on F: TypeError"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_judged(team, old, new, told):
    done = crenel(spoiled(team, old, new), "check", "--allow-plugins")
    assert done.returncode == 2
    assert told in done.stderr
    assert "rules/slow_payment_function" in done.stderr
    assert not done.stdout


@pytest.mark.parametrize("kind", ["finds", "clean"])
def test_examples_are_asked_for(team, kind):
    spoiled(team, f"# crenel: {kind}\n", "", "slow_payment_function.md")
    done = crenel(team, "check", "--allow-plugins")
    assert done.returncode == 2
    assert "slow_payment_function.md has no example that must" in done.stderr


def test_a_page_is_asked_for(team):
    (team / "rules" / "slow_payment_function.md").unlink()
    done = crenel(team, "check", "--allow-plugins")
    assert done.returncode == 2
    assert "its page slow_payment_function.md cannot be read" in done.stderr


@pytest.mark.parametrize(
    ("folder", "told"),
    [("rulez", "there is no folder 'rulez'"), ("../elsewhere", "leads out of this folder")],
)
def test_a_bad_folder_is_told(team, folder, told):
    (team / "crenel.toml").write_text(f'\nplugins = ["{folder}"]\n')
    done = crenel(team, "check", "--allow-plugins")
    assert done.returncode == 2
    assert f"crenel.toml:2: {told}" in done.stderr or told in done.stderr


def test_files_may_share_a_helper(team):
    (team / "rules" / "_limits.py").write_text("MOST = 10\n")
    spoiled(team, "import Function\n", "import Function\n\nfrom ._limits import MOST\n")
    spoiled(team, "more_than(10)", "more_than(MOST)")
    assert crenel(team, "control", "test", "--allow-plugins").returncode == 0
    assert not (team / "rules" / "__pycache__").exists()


def installed(folder, value="team_controls"):
    """A place on the path where a package that holds the control is installed."""
    package, about = folder / "team_controls", folder / "team_controls-1.0.dist-info"
    package.mkdir(parents=True)
    about.mkdir()
    (package / "__init__.py").write_text("")
    (package / "slow_payment_function.py").write_text(CONTROL)
    (package / "slow_payment_function.md").write_text(PAGE)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: team-controls\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[crenel.controls]\nteam = {value}\n")
    return folder


def with_path(site, folder, *words):
    return subprocess.run(
        [sys.executable, "-m", "crenel.cli.main", *words],
        check=False,
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(site)},
    )


def test_an_installed_package_joins_by_its_entry_point(tmp_path):
    site = installed(tmp_path / "site")
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "template.yaml").write_text(TEMPLATE)
    done = with_path(site, tmp_path / "app", "check", "--control", NAME, "--format", "json")
    assert done.returncode == 1, done.stderr
    assert {one["control"] for one in json.loads(done.stdout)["verdicts"]} == {NAME}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("no_such_thing", "the plug-in team (no_such_thing) cannot be loaded"),
        ("team_controls.slow_payment_function", "is no package"),
    ],
)
def test_a_bad_entry_point_is_told(tmp_path, value, told):
    site = installed(tmp_path / "site", value)
    done = with_path(site, tmp_path, "check")
    assert done.returncode == 2
    assert told in done.stderr
