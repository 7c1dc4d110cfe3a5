"""SARIF: valid, and within the limits of GitHub code scanning."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft4Validator, FormatChecker
from tests.report.build import CODE, SOURCE, at, busy_report, public_url, report, settings, verdict

from crenel.model.source import Source, Span
from crenel.model.verdict import Coverage, Outcome, Severity
from crenel.report.formats import sarif
from crenel.report.render import render
from crenel.report.sarif.places import uri
from crenel.report.settings import ControlText, View

SCHEMA = json.loads(
    (Path(__file__).parent / "data" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8")
)
VALIDATOR = Draft4Validator(SCHEMA, format_checker=FormatChecker())


def run_of(made, **given):
    document = json.loads(render("sarif", made, settings(**given)))
    VALIDATOR.validate(document)
    return document["runs"][0]


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("verdicts", ["failing", "all"])
def test_it_is_valid(view, verdicts):
    run_of(busy_report(), view=view, verdicts=verdicts)


@pytest.mark.parametrize(
    "made",
    [
        report(),
        report(coverage=Coverage()),
        report(verdict(), compared_with="main"),
        report(verdict(control="unheard-of", catalogue="", logical_id="", type="", address="")),
    ],
)
def test_the_corners_are_valid(made):
    run_of(made)


def test_the_result_points_at_the_property():
    (result,) = run_of(report(public_url()))["results"]
    physical = result["locations"][0]["physicalLocation"]
    assert physical == {
        "artifactLocation": {"uri": "template.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 20, "startColumn": 9, "endLine": 20, "endColumn": 23},
    }
    assert [one["message"]["text"] for one in result["relatedLocations"]] == [
        "entry: no caller identity is required",
        "power: this role can do anything in the account",
    ]
    assert result["level"] == "error"


def test_a_region_has_five_lines_at_most():
    for words, lines in (("Parameters:\n  Stage:\n    Type: String", 3), (SOURCE.text, 1)):
        (result,) = run_of(report(verdict(words=words)))["results"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["endLine"] - region["startLine"] + 1 == lines


def test_identity_is_ours_and_the_uploaders_hash_is_its_own():
    (result,) = run_of(report(public_url()))["results"]
    assert result["partialFingerprints"] == {
        "crenelIdentity/v1": "public-function-url:Api:AuthType: NONE"
    }


def test_the_rule_has_what_github_asks_for():
    run = run_of(report(public_url()))
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["id"] == "public-function-url"
    assert rule["shortDescription"]["text"] == "A function URL answers anyone on the internet"
    assert rule["fullDescription"]["text"]
    assert "set AuthType to AWS_IAM" in rule["help"]["text"]
    assert rule["help"]["markdown"].startswith("## Why it matters")
    assert rule["deprecatedIds"] == ["open-function-url"]
    assert rule["properties"]["security-severity"] == "8.0"
    assert rule["properties"]["precision"] == "very-high"
    assert rule["properties"]["tags"] == ["security", "serverless", "OWASP-S2", "CSA-A2"]
    assert run["tool"]["driver"]["semanticVersion"] == "0.1.0"
    assert run["automationDetails"]["id"] == "crenel/"


def test_tags_and_categories_keep_their_limits():
    text = ControlText(name="x", maps_to=tuple(f"M-{number}" for number in range(50)))
    run = run_of(report(verdict("x")), catalogue={"x": text}, prefix="services/shop/")
    assert len(run["tool"]["driver"]["rules"][0]["properties"]["tags"]) == 20
    assert run["automationDetails"]["id"] == "crenel/services/shop/"
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "services/shop/template.yaml"


def test_every_rule_index_is_right():
    run = run_of(busy_report(), view=View.AUDIT)
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert len(rules) == len({rule["id"] for rule in rules})


def test_accepted_ones_are_suppressed():
    results = {one["ruleId"]: one for one in run_of(busy_report())["results"]}
    (suppression,) = results["wildcard-action"]["suppressions"]
    assert suppression["kind"] == "inSource"
    assert suppression["status"] == "accepted"
    assert suppression["justification"] == "break glass"
    assert suppression["properties"] == {"until": "2027-01-01", "by": "@ops"}
    assert "suppressions" not in results["no-log-retention"], "an expired acceptance is none"


def test_an_undecided_verdict_is_an_open_question_of_the_audit():
    kinds = {one["kind"] for one in run_of(busy_report())["results"]}
    assert kinds == {"fail"}
    open_ones = [
        one for one in run_of(busy_report(), view=View.AUDIT)["results"] if one["kind"] == "open"
    ]
    assert [(one["ruleId"], one["level"]) for one in open_ones] == [("unpinned-layer", "none")]


def test_what_was_not_read_is_notified():
    (invocation,) = run_of(busy_report())["invocations"]
    assert invocation["executionSuccessful"] is True
    assert invocation["exitCode"] == 1
    unread, coverage = invocation["toolExecutionNotifications"]
    assert unread["message"]["text"] == "a key without a value"
    assert unread["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 3,
        "startColumn": 7,
    }
    assert coverage["message"]["text"].startswith("checked 4 files")
    (warning,) = invocation["toolConfigurationNotifications"]
    assert warning["message"]["text"] == "this acceptance is used by nothing"


def test_nothing_analysed_is_no_success():
    (invocation,) = run_of(report(coverage=Coverage()))["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["exitCode"] == 3


def test_the_least_severe_are_left_out_over_the_cap(monkeypatch):
    monkeypatch.setattr(sarif, "MOST_RESULTS", 2)
    made = report(
        verdict("a", severity=Severity.MEDIUM),
        verdict("b", severity=Severity.CRITICAL),
        verdict("c", severity=Severity.HIGH),
    )
    run = run_of(made)
    assert [one["ruleId"] for one in run["results"]] == ["b", "c"]
    told = [one["message"]["text"] for one in run["invocations"][0]["toolExecutionNotifications"]]
    assert any(text.startswith("1 results are left out") for text in told)
    assert sarif.MOST_RESULTS == 2


def test_a_comparison_is_a_baseline_state():
    made = report(
        verdict("a", identity="old"),
        verdict("b", identity="new"),
        compared_with="main",
        known_before=frozenset({"old"}),
    )
    states = {one["ruleId"]: one["baselineState"] for one in run_of(made)["results"]}
    assert states == {"a": "unchanged", "b": "new"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a b/ü%.yaml", "a%20b/%C3%BC%25.yaml"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("q?x#y", "q%3Fx%23y"),
        ("latin-\udce9.yaml", "latin-%E9.yaml"),
        ("half-\ud83d.yaml", "half-%ED%A0%BD.yaml"),
    ],
)
def test_uris_are_percent_encoded(path, expected):
    assert uri(path) == expected


def test_a_message_makes_no_links():
    made = report(verdict(message="see [the fix](https://evil.example) \x1b[0m"))
    (result,) = run_of(made)["results"]
    assert result["message"]["text"] == "see [the fix] (https://evil.example) \\x1b[0m"


def test_a_span_at_the_end_of_an_empty_file_is_valid():
    source = Source("empty.yaml", "")
    made = report(
        verdict(span=Span(source, 0, 0)),
        verdict("other", "eval(event['body'])", source=CODE, outcome=Outcome.FAILS),
    )
    run_of(made)
    assert at("Api:").line == 6
