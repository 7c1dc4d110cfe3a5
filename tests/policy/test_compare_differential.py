"""The comparison against the evaluator: neither may contradict the other, conditions included."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.documents import REQUESTS, Json, allow, deny, documents, policy

from crenel.policy import Relation, compare, parse
from crenel.policy.comparing.real import is_real
from crenel.policy.comparing.replay import allows
from crenel.policy.comparing.search import Candidate, Search
from crenel.policy.evaluating.layers import Layer

MANY = settings(max_examples=25, deadline=None)


def asked(document: Json, request: tuple[str, str, Any]) -> bool | None:
    action, resource, context = request
    candidate = Candidate(action=action, resource=resource, principal=None, context=context)
    return allows(Layer("x", [parse(document)]), candidate)


def no_contradiction(a: Json, b: Json, requests: list[tuple[str, str, Any]]) -> None:
    found = compare([parse(a)], [parse(b)])
    if found.witness is not None:
        one, other = (a, b) if found.witness.allowed_by == "a" else (b, a)
        request = (found.witness.action, found.witness.resource, found.witness.context)
        assert asked(one, request) is True
        assert asked(other, request) is False
    for request in requests:
        in_a, in_b = asked(a, request), asked(b, request)
        if in_a is True and in_b is False:
            assert found.relation not in (Relation.EQUAL, Relation.NARROWER), request
            if is_real(*request[:2]):
                assert found.real_relation not in (Relation.EQUAL, Relation.NARROWER), request
        if in_b is True and in_a is False:
            assert found.relation not in (Relation.EQUAL, Relation.WIDER), request
            if is_real(*request[:2]):
                assert found.real_relation not in (Relation.EQUAL, Relation.WIDER), request


@MANY
@given(documents(), documents(), st.lists(REQUESTS, min_size=8, max_size=16))
def test_no_request_contradicts_the_relation(a, b, requests):
    no_contradiction(a, b, requests)


@MANY
@given(documents(), st.data(), st.lists(REQUESTS, min_size=8, max_size=16))
def test_no_request_contradicts_the_relation_of_alike_documents(a, data, requests):
    """Two documents that share most statements: where caches and short cuts are at work."""
    rows = a["Statement"]
    other = data.draw(documents(size=1))["Statement"]
    kept = data.draw(st.lists(st.sampled_from(rows), max_size=len(rows)))
    b = {**a, "Statement": [*kept, *other]}
    no_contradiction(a, b, requests)
    no_contradiction(b, a, requests)


@MANY
@given(
    documents(varying=True, size=3),
    documents(varying=True, size=3),
    st.lists(REQUESTS, min_size=8, max_size=16),
)
def test_no_request_contradicts_the_relation_where_variables_are(a, b, requests):
    no_contradiction(a, b, requests)


@MANY
@given(documents(), documents())
def test_without_unknowns_there_is_always_an_answer(a, b):
    assert compare([parse(a)], [parse(b)]).relation is not Relation.UNKNOWN


MIRROR = {
    Relation.WIDER: Relation.NARROWER,
    Relation.NARROWER: Relation.WIDER,
}


@MANY
@given(documents(varying=True), documents(varying=True))
def test_the_relation_reads_the_same_from_the_other_side(a, b):
    there = compare([parse(a)], [parse(b)]).relation
    back = compare([parse(b)], [parse(a)]).relation
    assert back is MIRROR.get(there, there)


@MANY
@given(documents(varying=True), st.data())
def test_a_denial_more_never_widens(a, data):
    row = {**data.draw(documents(size=1))["Statement"][0], "Effect": "Deny"}
    b = {**a, "Statement": [*a["Statement"], row]}
    found = compare([parse(b)], [parse(a)])
    assert found.relation in (Relation.NARROWER, Relation.EQUAL, Relation.UNKNOWN)
    assert found.witness is None or found.witness.allowed_by == "b"


@MANY
@given(documents(), st.data())
def test_an_allow_more_never_narrows(a, data):
    row = {**data.draw(documents(size=1))["Statement"][0], "Effect": "Allow"}
    b = {**a, "Statement": [*a["Statement"], row]}
    assert compare([parse(a)], [parse(b)]).allows_nothing_more


@MANY
@given(documents())
def test_splitting_a_statement_changes_nothing(a):
    rows = [
        {**row, name: [one]}
        for row in a["Statement"]
        for name in ("Action", "Resource")
        if name in row and not {"NotAction", "NotResource"} & row.keys()
        for one in row[name]
    ]
    kept = [row for row in a["Statement"] if {"NotAction", "NotResource"} & row.keys()]
    halves = {**a, "Statement": [*kept, *rows]}
    assert compare([parse(a)], [parse(halves)]).relation is Relation.EQUAL


@MANY
@given(documents(varying=True), st.randoms(use_true_random=False))
def test_order_never_matters(a, random):
    rows = [dict(row) for row in a["Statement"]]
    random.shuffle(rows)
    for row in rows:
        for name in ("Action", "NotAction", "Resource", "NotResource"):
            if name in row:
                row[name] = random.sample(row[name], len(row[name]))
    assert compare([parse(a)], [parse({**a, "Statement": rows})]).relation is Relation.EQUAL


CONDITIONED = (
    policy(
        allow("s3:GetObject", StringEquals={"k": "a"}),
        allow("s3:GetObject", StringEquals={"k": "b"}),
        allow("s3:GetObject", "arn:aws:s3:::b/*"),
    ),
    policy(
        allow("s3:GetObject", StringEquals={"k": "a"}, Bool={"m": "true"}),
        allow("s3:GetObject", "arn:aws:s3:::b/*"),
    ),
)


def contradicted(a: Json, b: Json, request: tuple[str, str, Any]) -> bool:
    relation = compare([parse(a)], [parse(b)]).relation
    return relation in (Relation.EQUAL, Relation.NARROWER) and (
        asked(a, request) is True and asked(b, request) is False
    )


def test_a_cache_key_without_the_condition_is_caught(monkeypatch):
    """The experiment's own soundness defect: two allows that differ in their condition alone."""
    a = {
        "Version": "2012-10-17",
        "Statement": [
            allow("s3:Get*", "arn:aws:s3:::b/*", StringEquals={"k": "a"}),
            allow("s3:Get*", "arn:aws:s3:::b/*", StringEquals={"k": "b"}),
        ],
    }
    b = {
        "Version": "2012-10-17",
        "Statement": [
            allow("s3:*", "arn:aws:s3:::b/*", StringEquals={"k": ["a", "c"]}),
            deny("s3:*", "arn:aws:s3:::b/*", StringEquals={"k": "c"}),
        ],
    }
    request = ("s3:GetObject", "arn:aws:s3:::b/x", {"k": ("b",)})
    assert not contradicted(a, b, request)
    whole = Search._key

    def without_condition(self, allow, base, naming):
        key: Any = whole(self, allow, base, naming)
        return (key[0][:4], *key[1:])

    monkeypatch.setattr(Search, "_key", without_condition)
    assert contradicted(a, b, request), "this test no longer sees a cache key without conditions"


@pytest.mark.parametrize("one", CONDITIONED)
def test_a_document_equals_itself(one):
    assert compare([one], [one]).relation is Relation.EQUAL


def test_the_empty_value_stands_for_itself_alone():
    """ForAllValues passes over empty values: no other value may be represented by one."""
    sets = [policy(allow("*", **{"ForAllValues:StringLike": {"k": ["*a*", "*b*"]}}))]
    some = [policy(allow("*", **{"ForAnyValue:StringLike": {"k": "*a*"}}))]
    assert compare(sets, some).relation is Relation.INCOMPARABLE
