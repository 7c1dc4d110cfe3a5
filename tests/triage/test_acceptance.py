"""Claims applied to verdicts: who is accepted, who comes back, what a person is told."""

from __future__ import annotations

import itertools
from datetime import date

import msgspec
import pytest
from tests.triage.build import CONTROL, SOURCE, TODAY, verdict

from crenel.model.source import Source, Span
from crenel.model.verdict import Outcome, Verdict
from crenel.model.verdict import Warning as Told
from crenel.triage.acceptance import apply
from crenel.triage.claim import Claim, OfAddress, OfIdentity, OfLine, OfResource, Target
from crenel.triage.terms import Terms

KNOWN = {CONTROL: CONTROL, "ent-001": CONTROL, "other": "other"}
CONFIG = Source("crenel.toml", "\n" * 50)
A = OfResource("t.yaml::A")


def claim(
    target: Target = A, *, control: str = CONTROL, until: str = "2027-01-01", line: int = 1
) -> Claim:
    return Claim(
        control=control,
        target=target,
        terms=Terms(reason="why", until=until, by="me"),
        place=Span(CONFIG, line - 1, line),
    )


def applied(*claims: Claim, on: tuple[Verdict, ...] = (verdict(),), today: date = TODAY):
    return apply(on, claims, today, KNOWN)


@pytest.mark.parametrize(
    "target",
    [
        A,
        OfAddress("t.yaml::A"),
        OfAddress("*::A"),
        OfAddress("services/*/t.yaml::A", "services/x"),
        OfIdentity("id-a"),
        OfLine("t.yaml", 2),
        OfLine("t.yaml", 9, frozenset({"t.yaml::A"})),
        OfLine("t.yaml", 4),
    ],
)
@pytest.mark.parametrize("outcome", Outcome)
def test_what_is_accepted(target: Target, outcome: Outcome) -> None:
    [found], warnings = applied(claim(target), on=(verdict(outcome, also="y: 2"),))
    if outcome in (Outcome.PASSES, Outcome.ACCEPTED):
        assert found.outcome is outcome
        assert found.accepted is None
        assert "not used" in warnings[0].message
        return
    assert found.outcome is Outcome.ACCEPTED
    assert found.accepted is not None
    assert (found.accepted.control, found.accepted.reason) == (CONTROL, "why")
    assert (found.accepted.until, found.accepted.by) == ("2027-01-01", "me")
    assert not warnings


@pytest.mark.parametrize(
    "target",
    [
        OfResource("t.yaml::AB"),
        OfAddress("t.yaml::?B"),
        OfAddress("t.yaml::A", "services/x"),
        OfIdentity("id"),
        OfLine("t.yaml", 3),
        OfLine("other.yaml", 2),
        OfLine("t.yaml", 1, frozenset({"t.yaml::B"})),
    ],
)
def test_what_is_not(target: Target) -> None:
    [found], warnings = applied(claim(target, line=7))
    assert found == verdict()
    [told] = warnings
    assert "is not used" in told.message
    assert (told.file, told.line) == ("crenel.toml", 7)


def test_only_the_claimed_control() -> None:
    other = verdict(control="other", identity="id-o")
    found, warnings = applied(claim(), on=(verdict(), other))
    assert [one.outcome for one in found] == [Outcome.ACCEPTED, Outcome.FAILS]
    assert not warnings


@pytest.mark.parametrize("name", ["ENT-001", "Public-Function-URL", CONTROL])
def test_any_name_of_the_control(name: str) -> None:
    [found], _ = applied(claim(control=name))
    assert found.accepted is not None
    assert found.accepted.control == CONTROL


def test_it_holds_through_its_last_day() -> None:
    [found], _ = applied(claim(until="2026-11-24"))
    assert found.outcome is Outcome.ACCEPTED


def test_expired_returns_marked() -> None:
    [found], [told] = applied(claim(until="2026-11-23", line=3))
    assert found.outcome is Outcome.FAILS
    assert found.identity == verdict().identity
    assert found.message == "anyone may call it (accepted until 2026-11-23, which is past)"
    assert found.accepted is not None
    assert "ended on 2026-11-23" in told.message
    assert told.line == 3


def test_the_longest_claim_counts() -> None:
    late, early = claim(line=4), claim(until="2026-01-01", line=2)
    for order in itertools.permutations((late, early)):
        [found], warnings = applied(*order)
        assert found.outcome is Outcome.ACCEPTED
        assert found.accepted is not None
        assert found.accepted.until == "2027-01-01"
        assert [one.line for one in warnings] == [2], "the old one is to be removed"


def test_unknown_control_accepts_nothing() -> None:
    [found], [told] = applied(claim(control="public-function-ulr", line=5))
    assert found.outcome is Outcome.FAILS
    assert "there is no control 'public-function-ulr'" in told.message
    assert "Did you mean public-function-url?" in told.message
    assert (told.file, told.line) == ("crenel.toml", 5)


def test_hostile_control_name() -> None:
    _, [told] = applied(claim(control="\x1b[31m\n" + "x" * 10_000))
    assert len(told.message) < 300
    assert "\x1b" not in told.message
    assert "\n" not in told.message


def test_a_partial_run_calls_nothing_unused_that_it_did_not_look_at() -> None:
    claims = [claim(OfResource("u.yaml::X")), claim(control="other", line=2)]
    assert apply([], claims, TODAY, KNOWN, judged=(), files=()) == ((), ())
    _, warnings = apply([], claims, TODAY, KNOWN, judged={"other"})
    assert [one.line for one in warnings] == [2]
    _, warnings = apply([], claims, TODAY, KNOWN, files={"u.yaml"})
    assert [one.line for one in warnings] == [1]


def test_files_are_those_of_the_verdicts() -> None:
    inside = OfAddress("services/x/t.yaml::A", "services/x")
    assert inside.file == "t.yaml"
    assert OfAddress("**::A").file == ""
    assert OfLine("t.yaml", 3).file == OfResource("t.yaml::A").file == "t.yaml"


def test_order_of_verdicts_stays_and_order_of_claims_is_nothing() -> None:
    verdicts = tuple(
        verdict(address=f"t.yaml::{name}", identity=name, words=words)
        for name, words in (("B", "y: 2"), ("A", "x: 1"), ("C", "y: 2"))
    )
    claims = [
        claim(OfAddress("t.yaml::?"), line=8),
        claim(A, line=3),
        claim(OfIdentity("C"), until="2026-01-01", line=2),
        claim(OfIdentity("gone"), line=9),
        claim(control="nothing", line=1),
    ]
    results = {
        msgspec.json.encode([_plain(found), _lines(warnings)])
        for order in itertools.permutations(claims)
        for found, warnings in [apply(verdicts, order, TODAY, KNOWN)]
    }
    assert len(results) == 1


def _plain(found: tuple[Verdict, ...]) -> list[object]:
    return [
        (one.identity, one.outcome, one.accepted.until, one.accepted.place.line)
        for one in found
        if one.accepted is not None and one.accepted.place is not None
    ]


def _lines(warnings: tuple[Told, ...]) -> list[tuple[str, int, str]]:
    return [(one.file, one.line, one.message) for one in warnings]


def test_claim_without_a_place() -> None:
    bare = Claim(control=CONTROL, target=A, terms=Terms(reason="why", until="2026-01-01"))
    _, [told] = applied(bare)
    assert (told.file, told.line) == ("", 1)


def test_source_of_the_tests() -> None:
    assert verdict().span.line == 2
    assert verdict(words="y: 2").span.line == 4
    assert SOURCE.path == "t.yaml"
