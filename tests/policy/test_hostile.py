"""Hostile documents: bounded in time, and never an allow or a proof by accident."""

from __future__ import annotations

import pytest
from tests.policy.documents import allow, deny, policy

from crenel.policy import Outcome, Relation, compare, decide, parse, read_request
from crenel.policy.globs import covers, disjoint, matches

ROW = {"principal": "arn:aws:iam::111122223333:user/u", "action": "s3:GetObject"}


def test_six_thousand_statements():
    rows = [allow("s3:GetObject", f"arn:aws:s3:::bucket-{number}/*") for number in range(6000)]
    one, other = policy(*rows), policy(*rows[:-1])
    found = compare([one], [other])
    assert found.relation is Relation.WIDER
    assert found.witness is not None
    assert found.witness.resource.startswith("arn:aws:s3:::bucket-5999/")
    row = {
        **ROW,
        "resource": "arn:aws:s3:::bucket-5998/x",
        "identity_policies": [{"Statement": rows}],
    }
    assert decide(*read_request(row)).outcome is Outcome.ALLOWED


def test_globs_of_many_stars():
    glob = "*a" * 200 + "*"
    assert not matches(glob, "a" * 199 + "b" * 5000)
    assert matches(glob, "ba" * 200)
    assert covers("*", glob)
    assert not disjoint(glob, "*b*")


def test_many_stars_against_many_stars_is_unknown_or_right():
    one = [allow("s3:*", "*" + "*".join("abcdefghij"[n : n + 1] for n in range(10)) + "*")]
    other = [allow("s3:*", f"*{a}*{b}*") for a, b in zip("abcdefghij", "jihgfedcba", strict=True)]
    found = compare([policy(*one)], [policy(*other)])
    assert found.relation is not Relation.EQUAL
    if found.relation is Relation.UNKNOWN:
        assert found.because


@pytest.mark.parametrize(
    "condition",
    [
        {"NumericLessThan": {"k": "9" * 5000}},
        {"NumericLessThan": {"k": "1e999999999"}},
        {"NumericEquals": {"k": "NaN"}},
        {"DateLessThan": {"k": "99999-99-99T99:99:99Z"}},
        {"DateLessThan": {"k": "0000-00-00"}},
        {"IpAddress": {"k": "10.0.0.0/999"}},
        {"IpAddress": {"k": "::" * 40}},
        {"BinaryEquals": {"k": "not base64!"}},
        {"Bool": {"k": "maybe"}},
        {"ArnLike": {"k": "arn:"}},
        {"Null": {"k": "perhaps"}},
    ],
)
def test_absurd_values_decide_nothing(condition):
    conditioned = {"Version": "2012-10-17", "Statement": [{**allow("*"), "Condition": condition}]}
    row = {**ROW, "resource": "*", "identity_policies": [conditioned], "context": {"k": "1"}}
    assert decide(*read_request(row)).outcome is Outcome.UNKNOWN
    found = compare([parse(conditioned)], [policy(allow("*"))])
    assert found.relation in (Relation.NARROWER, Relation.UNKNOWN)
    assert compare([policy(allow("*"))], [parse(conditioned)]).relation is not Relation.EQUAL
    assert compare([parse(conditioned)], [parse(conditioned)]).relation is Relation.EQUAL


def test_huge_values_in_a_request():
    long = "a" * 200_000
    conditioned = {"Statement": [{**allow("*"), "Condition": {"StringLike": {"k": "*a*b"}}}]}
    row = {**ROW, "resource": long, "identity_policies": [conditioned], "context": {"k": long}}
    assert decide(*read_request(row)).outcome is not Outcome.ALLOWED


def test_many_values_of_a_set_are_bounded():
    sets = {"ForAllValues:StringLike": {"k": [f"*{char}*" for char in "abcdefgh"]}}
    each = [allow("*", **{"ForAnyValue:StringLike": {"k": f"*{char}*"}}) for char in "abcdefgh"]
    found = compare([policy(allow("*", **sets))], [policy(*each)])
    assert found.relation in (Relation.INCOMPARABLE, Relation.UNKNOWN)


def test_deep_documents():
    deep: object = "x"
    for _ in range(5000):
        deep = [deep]
    found = parse({"Statement": [{**deny("*"), "Action": deep}]})
    assert found.malformed


def test_patterns_beyond_all_measure_are_neither_covered_nor_apart():
    long = "*a" * 10_000
    assert covers(long, long)
    assert covers("*", long)
    assert not covers(long, f"{long}b*a")
    assert not disjoint(long, f"{long}b*")
