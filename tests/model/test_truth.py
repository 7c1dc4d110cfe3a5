"""Kleene's strong logic over guarded cases, held against brute force over all deployments."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crenel.model.guard import Atom, Guard
from crenel.model.truth import FALSE, MAX_CASES, TRUE, Case, Truth, all_of, any_of, unknown

ATOMS = [Atom("A", "x"), Atom("A", "y"), Atom("B", "x"), Atom("C", "x")]
WORLDS = [
    dict(zip("ABC", values, strict=True)) for values in itertools.product("xyz", "xyz", "xyz")
]


def holds(guard: Guard, world: dict[str, str]) -> bool:
    return all((world[atom.subject] == atom.value) is answer for atom, answer in guard.answers)


def in_world(truth: Truth, world: dict[str, str]) -> bool | None:
    """The answer of a truth in one deployment: its cases must agree where they overlap."""
    answers = {case.holds for case in truth.cases if holds(case.guard, world)}
    assert answers, "the cases must cover every deployment"
    return answers.pop() if len(answers) == 1 else None


def split(atom: Atom, yes: bool | None, no: bool | None) -> Truth:
    return Truth((Case(Guard(((atom, True),)), yes), Case(Guard(((atom, False),)), no)))


kleene = st.sampled_from([True, False, None])
truths = st.recursive(
    st.one_of(
        st.sampled_from([TRUE, FALSE, unknown()]),
        st.builds(split, st.sampled_from(ATOMS), kleene, kleene),
    ),
    lambda inner: st.one_of(
        st.builds(lambda a, b: a & b, inner, inner), st.builds(lambda a: ~a, inner)
    ),
    max_leaves=3,  # two of these stay under the cap on cases
)


def kleene_and(left: bool | None, right: bool | None) -> bool | None:
    if left is False or right is False:
        return False
    return None if None in (left, right) else True


@given(truths, truths)
def test_and_is_right_in_every_deployment(left: Truth, right: Truth) -> None:
    both = left & right
    for world in WORLDS:
        expected = kleene_and(in_world(left, world), in_world(right, world))
        assert in_world(both, world) == expected


@given(truths, truths)
def test_de_morgan(left: Truth, right: Truth) -> None:
    for world in WORLDS:
        assert in_world(left | right, world) == in_world(~(~left & ~right), world)


@given(truths)
def test_certain_possible_and_refuted_agree_with_the_deployments(truth: Truth) -> None:
    answers = [in_world(truth, world) for world in WORLDS]
    if truth.certain:
        assert set(answers) == {True}
    if truth.refuted:
        assert set(answers) == {False}
    if True in answers:
        assert truth.possible or truth.value is None


@given(truths, st.sampled_from(ATOMS))
def test_under_a_guard_it_is_false_elsewhere(truth: Truth, atom: Atom) -> None:
    guard = Guard(((atom, True),))
    guarded = truth.under(guard)
    for world in WORLDS:
        expected = in_world(truth, world) if holds(guard, world) else False
        assert in_world(guarded, world) in (expected, None)


@given(truths, st.sampled_from(ATOMS))
def test_given_a_guard_only_its_deployments_count(truth: Truth, atom: Atom) -> None:
    guard = Guard(((atom, True),))
    inside = [in_world(truth, world) for world in WORLDS if holds(guard, world)]
    given_truth = truth.given(guard)
    if given_truth.certain:
        assert set(inside) <= {True}
    if given_truth.refuted:
        assert set(inside) <= {False}


def test_contradicting_guards_are_pruned() -> None:
    is_x, is_y = (Guard(((atom, True),)) for atom in ATOMS[:2])
    assert is_x.conjoin(is_y) is None
    assert is_x.conjoin(Guard(((ATOMS[1], False),))) is not None
    assert str(Guard(((Atom("Stage", "prod", "IsProd"), False),))) == "IsProd is false"
    assert str(is_x) == "A is 'x'"


def test_a_truth_is_no_bool() -> None:
    with pytest.raises(TypeError, match="three values"):
        bool(TRUE)


def test_any_and_all_of_nothing() -> None:
    assert any_of([]).refuted
    assert all_of([]).certain


def test_many_cases_are_capped_and_say_so() -> None:
    many = any_of(split(Atom(f"P{number}", "x"), True, False) for number in range(12))
    assert len(many.cases) <= MAX_CASES
    assert many.value is None
    assert many.possible
