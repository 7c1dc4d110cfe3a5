"""The figures: which few names decide most."""

from __future__ import annotations

from tests.report.build import verdict

from crenel.model.verdict import Outcome
from crenel.report.summary import by_control, deciding, plural, tally


def needing(*sets):
    return [verdict(outcome=Outcome.UNDECIDED, needs=needs) for needs in sets]


def decided(*sets):
    best = deciding(needing(*sets))
    return None if best is None else (best.names, best.decided)


def test_nothing_undecided_needs_nothing():
    assert deciding([]) is None
    assert deciding([verdict(needs=("Stage",))]) is None
    assert decided(()) is None


def test_one_name_for_all():
    assert decided(("Stage",), ("Stage",), ("Stage",)) == (("Stage",), 3)


def test_a_verdict_is_decided_only_by_all_that_it_needs():
    assert decided(("A", "B"), ("A", "C"), ("A", "D")) == (("A", "B", "C"), 2)


def test_the_names_that_decide_most_for_their_number():
    # A pair that decides three is worth less for each name than a name that decides two.
    pairs = [("P", "Q")] * 3
    assert decided(*pairs, ("X",), ("X",), ("Y",)) == (("P", "Q", "X"), 5)
    assert decided(*pairs, *[("X",), ("Y",), ("Z",)] * 2) == (("X", "Y", "Z"), 6)
    assert decided(("Y",), ("X",), ("X",), ("Z",), ("W",)) == (("W", "X", "Y"), 4)


def test_never_more_than_three_names():
    assert decided(("A",), ("B",), ("C",), ("D",)) == (("A", "B", "C"), 3)
    assert decided(("A", "B", "C", "D")) is None


def test_a_name_asked_for_twice_counts_once():
    assert decided(("A", "A", "A", "A")) == (("A",), 1)


def test_the_order_is_no_matter():
    sets = [("A",), ("B",), ("C",), ("D",), ("A", "B")]
    assert decided(*sets) == decided(*reversed(sets))


def test_counted_by_control():
    found = [verdict("b"), verdict("a"), verdict("c"), verdict("c")]
    assert tally(by_control(found)) == "2 c, 1 a, 1 b"


def test_plural():
    assert [plural(number, "file") for number in (0, 1, 2)] == ["0 files", "1 file", "2 files"]
