"""The contract with scripts."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from jsonschema import Draft202012Validator, ValidationError
from tests.report.build import busy_report, public_url, report, settings, verdict

import crenel.report
from crenel.model.verdict import Outcome, Severity
from crenel.report.render import render
from crenel.report.settings import View

SCHEMA_FILE = Path(crenel.report.__file__).parent / "schemas" / "report-1.json"
SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def loaded(made, **given):
    return json.loads(render("json", made, settings(**given)))


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("verdicts", ["failing", "all"])
@pytest.mark.parametrize("view", list(View))
def test_it_follows_its_schema(verdicts, view):
    VALIDATOR.validate(loaded(busy_report(), verdicts=verdicts, view=view))


def test_a_comparison_follows_the_schema():
    made = report(verdict(), compared_with="origin/main", fixed_since=("b", "a"))
    document = loaded(made)
    VALIDATOR.validate(document)
    assert document["compared_with"] == "origin/main"
    assert document["fixed_since"] == ["a", "b"]
    assert document["verdicts"][0]["new"] is True
    assert "new" not in loaded(report(verdict()))["verdicts"][0]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda document: document.pop("coverage"),
        lambda document: document.update(schema="crenel.report/2"),
        lambda document: document["verdicts"][0].update(verdict="failed"),
        lambda document: document["verdicts"][0].update(line=0),
        lambda document: document["verdicts"][0].pop("identity"),
        lambda document: document["coverage"]["unread"][0].pop("reason"),
    ],
)
def test_the_schema_bites(spoil):
    document = loaded(busy_report())
    spoil(document)
    with pytest.raises(ValidationError):
        VALIDATOR.validate(document)


def test_one_verdict_to_the_letter():
    assert loaded(report(public_url()))["verdicts"] == [
        {
            "control": "public-function-url",
            "catalogue": "ENT-001",
            "severity": "high",
            "verdict": "fails",
            "certainty": "certain",
            "address": "template.yaml::Api",
            "type": "AWS::Serverless::Function",
            "logical_id": "Api",
            "file": "template.yaml",
            "line": 20,
            "column": 9,
            "end_line": 20,
            "end_column": 23,
            "message": "anyone on the internet can run code that may delete every table",
            "evidence": [
                {
                    "file": "template.yaml",
                    "line": 20,
                    "column": 9,
                    "end_line": 20,
                    "end_column": 23,
                    "note": "entry: no caller identity is required",
                },
                {
                    "file": "template.yaml",
                    "line": 14,
                    "column": 15,
                    "end_line": 14,
                    "end_column": 26,
                    "note": "power: this role can do anything in the account",
                },
            ],
            "needs": [],
            "fixable": False,
            "identity": "public-function-url:Api:AuthType: NONE",
        }
    ]


def test_every_view_writes_the_same_verdicts():
    act, review, audit = (loaded(busy_report(), view=view) for view in View)
    assert act == review == audit
    outcomes = {row["verdict"] for row in act["verdicts"]}
    assert outcomes == {"fails", "may-fail", "undecided", "accepted"}


def test_passes_are_counted_and_written_when_asked():
    assert loaded(busy_report())["counts"]["passes"] == 1
    everything = loaded(busy_report(), verdicts="all")
    assert [row["control"] for row in everything["verdicts"] if row["verdict"] == "passes"] == [
        "known-runtime"
    ]


def test_worst_first_then_by_place():
    made = report(
        verdict("b-control"),
        verdict("a-control"),
        verdict("low", severity=Severity.LOW),
        verdict("early", "Handler: app.handler"),
        verdict("worst", severity=Severity.CRITICAL, outcome=Outcome.MAY_FAIL),
    )
    controls = [row["control"] for row in loaded(made)["verdicts"]]
    assert controls == ["worst", "early", "a-control", "b-control", "low"]


def test_keys_are_snake_case():
    def keys(content):
        if isinstance(content, dict):
            yield from content
            for value in content.values():
                yield from keys(value)
        if isinstance(content, list):
            for value in content:
                yield from keys(value)

    assert [key for key in keys(loaded(busy_report())) if not key.replace("_", "").islower()] == []


def test_it_is_ascii_and_keeps_every_character():
    made = report(verdict(message="naïve 🏰 \x1b[31m \x7f \u202e"))
    text = render("json", made, settings())
    assert text.isascii()
    assert "\x7f" not in text
    assert json.loads(text)["verdicts"][0]["message"] == "naïve 🏰 \x1b[31m \x7f \u202e"
    assert msgspec.json.decode(text)["verdicts"][0]["message"].startswith("naïve 🏰")


def test_a_lone_surrogate_is_spelled():
    text = render("json", report(verdict(message="bad \udc80 name")), settings())
    assert msgspec.json.decode(text)["verdicts"][0]["message"] == "bad \\udc80 name"


def test_an_expired_acceptance_is_marked():
    rows = {row["control"]: row for row in loaded(busy_report())["verdicts"]}
    assert rows["no-log-retention"]["accepted"]["expired"] is True
    assert rows["wildcard-action"]["accepted"] == {
        "control": "wildcard-action",
        "reason": "break glass",
        "until": "2027-01-01",
        "by": "@ops",
        "expired": False,
        "file": "template.yaml",
        "line": 13,
        "column": 13,
        "end_line": 13,
        "end_column": 28,
    }
