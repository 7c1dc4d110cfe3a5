"""Every rule of escalation: its own examples, and the catalogue that it was written from."""

import re
from datetime import date
from pathlib import Path

import pytest

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.paths.escalation.gains import MAX_TARGETS, Escalations, Gain
from crenel.analysis.paths.escalation.rule import Rule, rules, text_of
from crenel.analysis.paths.paths import paths_of
from crenel.analysis.powers.reach import PowerBase
from crenel.controls.examples import Example, examples_of
from crenel.model.entities import Identity
from crenel.readers.options import Options
from crenel.readers.project import project

CATALOGUE = {
    "apprunner": 2,
    "bedrock": 2,
    "cloudformation": 5,
    "codebuild": 4,
    "datapipeline": 1,
    "ec2": 4,
    "ecs": 5,
    "glue": 6,
    "iam": 21,
    "lambda": 6,
    "sagemaker": 5,
    "ssm": 2,
    "sts": 1,
}
"""How many ways the snapshot has of each service; ec2instanceconnect-003 stands alone."""


def text_in(example: Example) -> str:
    """Everything that is written in an example."""
    return "\n".join(example.files.values())


CASES = [
    pytest.param(rule, example, id=f"{rule.name}-{example.title}")
    for rule in rules()
    for example in examples_of(text_of(rule))
]


def gains(folder: Path) -> list[Gain]:
    read = project([folder], Options())
    found = []
    for application in read.applications():
        app = Knowledge(application, date(2026, 11, 28))
        escalations = Escalations(PowerBase(app))
        found += [one for identity in app.all(Identity) for one in escalations.of(identity)]
    assert not read.unread, read.unread
    return found


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example_is_a_way_or_none(rule: Rule, example: Example, tmp_path: Path) -> None:
    example.write(tmp_path)
    names = [one.rule.name for one in gains(tmp_path) if not one.truth.refuted]
    assert (rule.name in names) is (example.expected == "finds"), names


def test_every_way_of_the_catalogue_has_its_rule() -> None:
    named = [name for rule in rules() for name in rule.catalogue]
    expected = {f"{word}-{n:03d}" for word, most in CATALOGUE.items() for n in range(1, most + 1)}
    assert sorted(named) == sorted({*expected, "ec2instanceconnect-003"})


def sections(rule: Rule) -> dict[str, list[str]]:
    """The marks of the examples of a rule, by the heading that they stand under."""
    found: dict[str, list[str]] = {}
    for part in text_of(rule).read_text(encoding="utf-8").split("\n## ")[1:]:
        marks = re.findall(r"^# crenel: (\w+)$", part, re.MULTILINE)
        if marks:
            found[part.partition("\n")[0].strip()] = marks
    return found


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_rule_has_a_way_no_way_and_a_trap(rule: Rule) -> None:
    found = sections(rule)
    assert set(found) == {"A way", "No way", "Looks like one, and is none"}
    assert set(found["A way"]) == {"finds"}
    assert set(found["No way"]) == set(found["Looks like one, and is none"]) == {"clean"}


DENY = re.compile(r"^ *- \{Effect: Deny,.*\n", re.MULTILINE)
FENCE = re.compile(
    r"^ *PermissionsBoundary: !Ref \w+\n|PermissionsBoundary: !Ref \w+, ", re.MULTILINE
)
CONDITION = re.compile(r", Condition: \{\w+: \{[^{}]*\}\}")
CATCHES = (DENY, FENCE, CONDITION)
SPRUNG = [
    pytest.param(rule, example, id=f"{rule.name}-{example.title}")
    for rule in rules()
    for example in examples_of(text_of(rule))
    if example.expected == "clean" and any(one.search(text_in(example)) for one in CATCHES)
]


@pytest.mark.parametrize(("rule", "example"), SPRUNG)
def test_a_trap_without_its_catch_is_a_way(rule: Rule, example: Example, tmp_path: Path) -> None:
    """So that it is the Deny, the boundary or the condition that closes it, and nothing else."""
    example.write(tmp_path)
    for path in tmp_path.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        for catch in CATCHES:
            text = catch.sub("", text)
        path.write_text(text, encoding="utf-8")
    assert rule.name in [one.rule.name for one in gains(tmp_path) if not one.truth.refuted]


def test_most_rules_have_traps_of_every_make() -> None:
    assert len(SPRUNG) >= 2 * len(rules())


def _roles(number: int, resource: str) -> str:
    """Roles alike: each may pass roles to a function that it makes, under a condition."""
    rows = [
        f"""\
  R{n}:
    Type: AWS::IAM::Role
    Properties:
      RoleName: app-{n}
      AssumeRolePolicyDocument:
        Statement:
          - {{Effect: Allow, Principal: {{Service: lambda.amazonaws.com}}, Action: "sts:*"}}
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: "lambda:*"
                Resource: "*"
              - Effect: Allow
                Action: "iam:PassRole"
                Resource: "{resource}"
                Condition: {{IpAddress: {{"aws:SourceIp": "10.0.0.0/8"}}}}
"""
        for n in range(number)
    ]
    return "Resources:\n" + "".join(rows)


def _known(folder: Path, template: str) -> Knowledge:
    (folder / "template.yaml").write_text(template, encoding="utf-8")
    (application,) = project([folder], Options()).applications()
    return Knowledge(application, date(2026, 11, 28))


@pytest.mark.parametrize("resource", ["*", "arn:aws:iam::*:role/*"])
def test_who_may_perhaps_pass_any_role_is_not_told_of_each(resource: str, tmp_path: Path):
    app = _known(tmp_path, _roles(8, resource))
    escalations = Escalations(app.powers)
    (first, *_) = app.all(Identity)
    gains = escalations.of(first)
    assert gains
    assert all(one.target is None for one in gains if one.rule.target == "passed-role")


def test_of_many_targets_the_first_are_looked_at_and_that_is_told(tmp_path: Path):
    app = _known(tmp_path, _roles(MAX_TARGETS + 5, "arn:aws:iam::*:role/app-*"))
    found = paths_of(app)
    first = app.all(Identity)[0]
    assert first.id in found.cut_off
