"""A team's own controls, as the program takes them."""

import json

import pytest
from tests.cli.test_commands import crenel

RULES = """\
controls:
  - name: slow-payment-function
    title: a payment function may run for longer than a customer waits
    for: Function
    when: function.name.startsWith("payments-")
    fails: function.timeout > 10
    severity: high
    fix: Set a Timeout of at most 10 seconds.
    practices: [RO3]
    examples:
      fails: |
        Resources:
          F: {Type: AWS::Lambda::Function, Properties: {FunctionName: payments-a, Timeout: 20}}
      passes: |
        Resources:
          F: {Type: AWS::Lambda::Function, Properties: {FunctionName: payments-a, Timeout: 3}}
      cannot_tell: |
        Parameters: {Seconds: {Type: Number}}
        Resources:
          F:
            Type: AWS::Lambda::Function
            Properties: {FunctionName: payments-a, Timeout: !Ref Seconds}
"""
TEMPLATE = """\
Resources:
  F: {Type: AWS::Lambda::Function, Properties: {FunctionName: payments-b, Timeout: 30}}
"""


@pytest.fixture
def team(tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "pay.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "crenel.toml").write_text('custom_controls = ["rules/*.yaml"]\n', encoding="utf-8")
    (tmp_path / "template.yaml").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path


def spoiled(team, old, new):
    (team / "rules" / "pay.yaml").write_text(RULES.replace(old, new), encoding="utf-8")
    return team


def test_it_judges_beside_the_others(team):
    done = crenel(team, "check", "--format", "json", "--control", "slow-payment-function")
    assert done.returncode == 1
    (verdict,) = json.loads(done.stdout)["verdicts"]
    assert (verdict["verdict"], verdict["severity"]) == ("fails", "high")
    assert verdict["message"] == "a payment function may run for longer than a customer waits"
    assert (verdict["line"], verdict["column"]) == (2, 84)


def test_it_is_explained_accepted_weighed_and_counted_for_its_practice(team):
    assert "Set a Timeout" in crenel(team, "explain", "slow-payment-function").stdout
    text = 'custom_controls = ["rules/*"]\n[controls.slow-payment-function]\nseverity = "low"\n'
    (team / "crenel.toml").write_text(text, encoding="utf-8")
    done = crenel(team, "check", "--control", "slow-payment-function")
    assert done.returncode == 0
    scores = json.loads(crenel(team, "practices", "--format", "json").stdout)["practices"]
    limits = next(one for one in scores if one["id"] == "RO3")
    assert any(one["control"] == "slow-payment-function" for one in limits["controls"])


def test_sarif_knows_it(team):
    done = crenel(team, "check", "--format", "sarif", "--control", "slow-payment-function")
    rules = json.loads(done.stdout)["runs"][0]["tool"]["driver"]["rules"]
    assert [one["id"] for one in rules] == ["slow-payment-function"]


def test_its_examples_are_tried(team):
    done = crenel(team, "control", "test")
    assert done.returncode == 0
    assert done.stdout == "1 control, 3 examples: 0 wrong\n"
    wrong = crenel(spoiled(team, "> 10", "> 25"), "control", "test", "rules/pay.yaml")
    assert wrong.returncode == 1
    assert "example fails-1: it should fail, and the verdict is: passes" in wrong.stdout


def test_no_control_is_3(tmp_path):
    assert crenel(tmp_path, "control", "test").returncode == 3


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("function.timeout >", "function.timeot >", "rules/pay.yaml:6: `fails` of slow-payment"),
        (
            "for: Function",
            "for: Funktion",
            "rules/pay.yaml:4: there is no entity Funktion. Did you",
        ),
        ("severity: high", "severity: grave", "rules/pay.yaml:7: there is no severity 'grave'"),
        ("slow-payment-function", "Slow", "rules/pay.yaml:2: 'Slow' is no name for a control"),
        (
            "slow-payment-function",
            "no-tracing",
            "rules/pay.yaml:2: there is a control no-tracing already",
        ),
        (
            "    fix: Set a Timeout of at most 10 seconds.\n",
            "",
            "rules/pay.yaml:2: `fix` is missing",
        ),
        ("    severity", "    severty: low\n    severity", "unknown key 'severty'. Did you mean"),
        ("      passes:", "      succeeds:", "unknown key 'succeeds'"),
        ("controls:", "control:", "a list `controls` is missing"),
        ("  - name", "  - [name", "rules/pay.yaml:"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_judged(team, old, new, told):
    done = crenel(spoiled(team, old, new), "check")
    assert done.returncode == 2
    assert told in done.stderr
    assert not done.stdout


def test_a_pattern_without_a_file_is_told(team):
    (team / "crenel.toml").write_text('custom_controls = ["rule/*"]\n', encoding="utf-8")
    done = crenel(team, "check")
    assert done.returncode == 2
    assert "crenel.toml:1: no file matches 'rule/*'" in done.stderr


def test_no_config_leaves_them_out(team):
    done = crenel(team, "check", "--no-config", "--control", "slow-payment-function")
    assert done.returncode == 2


def test_a_loop_in_a_loop_ends_and_is_told(team):
    loop = "function.environment.exists({0}, {1})"
    body = "k == 'none'"
    for name in "kji":
        body = loop.format(name, body)
    rules = RULES.replace("function.timeout > 10", f'"{body}"'.replace("'none'", "'none'"))
    (team / "rules" / "pay.yaml").write_text(rules, encoding="utf-8")
    many = ", ".join(f"V{number}: x" for number in range(60))
    (team / "template.yaml").write_text(
        "Resources:\n  F: {Type: AWS::Lambda::Function, Properties: {FunctionName: payments-b, "
        f"Environment: {{Variables: {{{many}}}}}}}}}\n",
        encoding="utf-8",
    )
    done = crenel(team, "check")
    assert done.returncode == 2
    assert (
        "rules/pay.yaml:6: `fails` of slow-payment-function: it looks at more than" in done.stderr
    )
    assert not done.stdout
