"""The comparison against z3: an engine that shares the parser, and nothing else that decides."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from tests.policy.documents import allow, deny, documents, policy

from crenel.policy import Relation, compare, parse
from crenel.policy.automaton import Exhausted
from crenel.policy.comparing import comparison, solver
from crenel.policy.comparing.replay import Replay
from crenel.policy.comparing.search import Search
from crenel.policy.comparing.sides import Side

pytestmark = pytest.mark.skipif(not solver.available(), reason="z3 is not installed")


@settings(max_examples=15, deadline=None)
@given(documents(size=2), documents(size=2))
def test_the_engines_agree(a, b):
    one, other = [parse(a)], [parse(b)]
    relation = compare(one, other).relation
    proven, candidates = solver.solved(Side(one), Side(other))
    if proven:
        assert relation in (Relation.EQUAL, Relation.NARROWER)
    if any(map(Replay(one, other).confirms, candidates)):
        assert relation in (Relation.WIDER, Relation.INCOMPARABLE)


def test_where_a_bound_is_reached_it_goes_on(monkeypatch):
    class Bounded(Search):
        def boxes(self):
            raise Exhausted("a bound")

    monkeypatch.setattr(comparison, "Search", Bounded)
    wide, narrow = policy(allow("s3:*")), policy(allow("s3:*"), deny("s3:Put*"))
    assert compare([wide], [narrow]).relation is Relation.WIDER
    assert compare([narrow], [wide]).relation is Relation.NARROWER
    halves = policy(allow("s3:*", Bool={"k": "true"}), allow("s3:*", Bool={"k": "false"}))
    assert compare([policy(allow("s3:*", Null={"k": "false"}))], [halves]).relation in (
        Relation.EQUAL,
        Relation.NARROWER,
    )
    monkeypatch.setattr(solver, "available", lambda: False)
    found = compare([wide], [narrow])
    assert found.relation is Relation.UNKNOWN
    assert "crenel[solver]" in found.because
