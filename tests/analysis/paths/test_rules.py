"""Every rule of escalation: its own examples, and the catalogue that it was written from."""

from datetime import date
from pathlib import Path

import pytest

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.paths.escalation.gains import Escalations, Gain
from crenel.analysis.paths.escalation.rule import Rule, rules, text_of
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


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_rule_has_a_way_no_way_and_a_trap(rule: Rule) -> None:
    expected = [one.expected for one in examples_of(text_of(rule))]
    assert expected.count("finds") >= 1
    assert expected.count("clean") >= 2
