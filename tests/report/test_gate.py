"""The exit code: a truth table, row by row."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from tests.report.build import report, settings, verdict

from crenel.model.verdict import (
    Acceptance,
    Certainty,
    Coverage,
    Outcome,
    Report,
    Severity,
    Unread,
)
from crenel.report.gate import exit_code
from crenel.report.settings import View
from crenel.report.view import shows

SEVERITIES = list(Severity)
BROKEN = Unread(file="broken.yaml", reason="no key")


def unread_report(*verdicts):
    return report(*verdicts, coverage=Coverage(formats={"sam": 1}, unread=[BROKEN]))


# Which verdicts, at or above --fail-on, make a run fail under which view.
GATING = {
    (Outcome.FAILS, Certainty.CERTAIN): "act review audit",
    (Outcome.FAILS, Certainty.LIKELY): "act review audit",
    (Outcome.FAILS, Certainty.POSSIBLE): "review audit",
    (Outcome.MAY_FAIL, Certainty.CERTAIN): "review audit",
    (Outcome.MAY_FAIL, Certainty.LIKELY): "review audit",
    (Outcome.MAY_FAIL, Certainty.POSSIBLE): "review audit",
    (Outcome.PASSES, Certainty.CERTAIN): "",
    (Outcome.PASSES, Certainty.LIKELY): "",
    (Outcome.PASSES, Certainty.POSSIBLE): "",
    (Outcome.UNDECIDED, Certainty.CERTAIN): "",
    (Outcome.UNDECIDED, Certainty.LIKELY): "",
    (Outcome.UNDECIDED, Certainty.POSSIBLE): "",
    (Outcome.ACCEPTED, Certainty.CERTAIN): "",
    (Outcome.ACCEPTED, Certainty.LIKELY): "",
    (Outcome.ACCEPTED, Certainty.POSSIBLE): "",
}


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize(("outcome", "certainty"), list(GATING))
def test_which_verdicts_gate(outcome, certainty, view):
    one = verdict(outcome=outcome, certainty=certainty)
    expected = 1 if view.value in GATING[outcome, certainty].split() else 0
    assert exit_code(report(one), settings(view=view)) == expected


def test_the_table_has_every_row():
    assert set(GATING) == set(itertools.product(Outcome, Certainty))


@pytest.mark.parametrize("severity", SEVERITIES)
@pytest.mark.parametrize("fail_on", [*SEVERITIES, None])
@pytest.mark.parametrize("view", list(View))
def test_at_or_above_fail_on(severity, fail_on, view):
    code = exit_code(report(verdict(severity=severity)), settings(fail_on=fail_on, view=view))
    at_or_above = fail_on is not None and SEVERITIES.index(severity) <= SEVERITIES.index(fail_on)
    assert code == (1 if at_or_above else 0)


def test_what_gates_is_shown():
    rows = itertools.product(Severity, Outcome, Certainty, View, [*Severity, None])
    for severity, outcome, certainty, view, fail_on in rows:
        one = verdict(severity=severity, outcome=outcome, certainty=certainty)
        chosen = settings(view=view, fail_on=fail_on)
        assert shows(one, chosen) or exit_code(report(one), chosen) == 0


def test_known_before_does_not_gate():
    old, new = verdict(identity="old"), verdict(identity="new")
    known = frozenset({"old"})
    assert exit_code(report(old, known_before=known), settings()) == 0
    assert exit_code(report(old, new, known_before=known), settings()) == 1


# (a finding gates, something is unread, strict) -> exit code
INCOMPLETE = {
    (False, False, False): 0,
    (False, False, True): 0,
    (False, True, False): 3,
    (False, True, True): 3,
    (True, False, False): 1,
    (True, False, True): 1,
    (True, True, False): 1,
    (True, True, True): 3,
}


@pytest.mark.parametrize("row", list(INCOMPLETE))
def test_incomplete(row):
    finding, unread, strict = row
    verdicts = [verdict()] if finding else []
    made = unread_report(*verdicts) if unread else report(*verdicts)
    assert exit_code(made, settings(strict=strict)) == INCOMPLETE[row]


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("unread", [[], [BROKEN]])
def test_nothing_analysed(strict, unread):
    empty = report(coverage=Coverage(files=3, unread=unread))
    assert exit_code(empty, settings(strict=strict, fail_on=None)) == 3


def test_a_template_without_findings_is_something():
    assert exit_code(report(coverage=Coverage(formats={"sam": 1})), settings()) == 0
    assert exit_code(report(coverage=Coverage(formats={"sam": 0})), settings()) == 3


def test_an_expired_acceptance_gates_again():
    lapsed = Acceptance(control="public-function-url", reason="probe", until="2020-01-01")
    assert exit_code(report(verdict(accepted=lapsed)), settings()) == 1


def test_the_gate_changes_nothing():
    made: Report = report(verdict())
    before = msgspec.structs.asdict(made)
    exit_code(made, settings())
    assert msgspec.structs.asdict(made) == before
