"""Levels follow from verdicts, and never from silence."""

from hypothesis import given
from hypothesis import strategies as st
from tests.report.build import verdict

from crenel.model.verdict import Outcome, Severity
from crenel.practices.practice import Practice
from crenel.practices.scorecard import Level, scorecard

ONE = Practice(id="P1", title="it is so", next="Do it.")
EVIDENCE = {"public-function-url": ("P1",)}


def score(*outcomes, practices=(ONE,), evidence=EVIDENCE):
    verdicts = [verdict(outcome=outcome, identity=str(n)) for n, outcome in enumerate(outcomes)]
    return scorecard(practices, verdicts, evidence)[0]


def test_nothing_judged_is_not_covered():
    assert score().level is Level.NOT_COVERED
    assert score().reason == "nothing here is judged for it"
    assert score(evidence={}).reason == "crenel does not look at this yet"
    assert score().next == "Do it."


def test_passes_alone_cover_it():
    found = score(Outcome.PASSES, Outcome.PASSES)
    assert found.level is Level.COVERED
    assert found.reason == "2 of 2 verdicts pass"


def test_verdicts_alone_do_not_cover_what_crenel_cannot_see():
    rehearsed = Practice(id="P1", title="it was tried", at_most="partly")
    assert score(Outcome.PASSES, practices=(rehearsed,)).level is Level.PARTLY
    assert score(Outcome.FAILS, practices=(rehearsed,)).level is Level.NOT_COVERED


def test_what_only_running_it_shows_is_never_covered_by_files():
    from crenel.practices.practice import catalogue  # noqa: PLC0415 - the shipped ones

    capped = {one.id for one in catalogue() if one.at_most == "partly"}
    assert capped >= {"SC2", "RO4", "DL1", "DL3", "IR2", "IR3", "IA4"}


def test_failures_alone_do_not():
    assert score(Outcome.FAILS).level is Level.NOT_COVERED
    assert score(Outcome.UNDECIDED).level is Level.NOT_COVERED


def test_what_is_accepted_or_undecided_is_no_pass():
    for outcome in (Outcome.ACCEPTED, Outcome.UNDECIDED, Outcome.MAY_FAIL, Outcome.FAILS):
        assert score(Outcome.PASSES, outcome).level is Level.PARTLY


def test_the_next_step_is_the_worst_that_fails():
    weak = verdict(severity=Severity.LOW, identity="a")
    strong = verdict(severity=Severity.CRITICAL, identity="b", logical_id="B", address="t::B")
    (found,) = scorecard((ONE,), [weak, strong], EVIDENCE)
    assert found.worst is strong
    assert found.next.startswith("mend public-function-url at ")


def test_undecided_verdicts_are_to_be_decided():
    assert "undecided" in score(Outcome.PASSES, Outcome.UNDECIDED).next


def test_a_teams_own_practice_takes_its_controls():
    own = Practice(id="O1", title="ours", controls=("public-function-url",))
    found = scorecard((ONE, own), [verdict(outcome=Outcome.PASSES)], EVIDENCE)
    assert [one.level for one in found] == [Level.COVERED, Level.COVERED]


@given(st.lists(st.sampled_from(list(Outcome))))
def test_more_passes_never_make_it_worse_and_nothing_else_makes_it_covered(outcomes):
    order = list(Level)
    found = score(*outcomes)
    better = score(*outcomes, Outcome.PASSES)
    assert order.index(better.level) >= order.index(found.level)
    assert found.level is not Level.PROVED
    assert (found.level is Level.COVERED) == (set(outcomes) == {Outcome.PASSES})
    assert sum(found.count(one) for one in Outcome) == len(outcomes)
