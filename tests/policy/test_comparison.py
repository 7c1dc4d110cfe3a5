"""Comparisons that people ask for, with the witnesses that they see."""

from __future__ import annotations

import pytest
from tests.policy.documents import allow, deny, policy

from crenel.policy import Comparison, Relation, compare, parse

EQUAL, NARROWER, WIDER = Relation.EQUAL, Relation.NARROWER, Relation.WIDER
BUCKET = "arn:aws:s3:::b/*"


def resource_policy(principal, effect="Allow", **parts):
    row = {"Effect": effect, "Principal": principal, "Action": "s3:GetObject", "Resource": BUCKET}
    return policy({**row, **parts}, kind="resource")


def against(a, b) -> Comparison:
    return compare([a], [b])


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        ([allow("s3:Get*")], [allow("s3:*")], NARROWER),
        ([allow("s3:*")], [allow("s3:*"), deny("s3:Put*")], WIDER),
        (
            [allow("*"), deny("iam:*")],
            [{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}],
            EQUAL,
        ),
        ([allow("s3:*", BUCKET)], [allow("s3:*", "arn:aws:s3:::?/*")], NARROWER),
        ([allow("s3:*", "*a*")], [allow("s3:*", "a*"), allow("s3:*", "?*a*")], EQUAL),
        ([allow("s3:*", ["a??*", "a", "a?"])], [allow("s3:*", "a*")], EQUAL),
        (
            [allow("s3:*", StringEquals={"k": ["a", "b"]})],
            [allow("s3:*", StringEquals={"k": "a"}), allow("s3:*", StringEquals={"k": "b"})],
            EQUAL,
        ),
        (
            [allow("s3:*", StringEquals={"k": "a"}), allow("s3:*", StringNotEquals={"k": "a"})],
            [allow("s3:*")],
            EQUAL,
        ),
        (
            [allow("s3:*", Null={"k": "true"}), allow("s3:*", StringLike={"k": "*"})],
            [allow("s3:*")],
            EQUAL,
        ),
        (
            [
                allow("s3:*", NumericLessThan={"k": "5"}),
                allow("s3:*", NumericGreaterThan={"k": "5"}),
            ],
            [allow("s3:*", NumericNotEquals={"k": "5"}, Null={"k": "false"})],
            EQUAL,
        ),
        (
            [allow("s3:*", IpAddress={"k": "10.0.0.0/8"})],
            [allow("s3:*", IpAddress={"k": ["10.0.0.0/9", "10.128.0.0/9"]})],
            EQUAL,
        ),
        (
            [allow("s3:*", DateLessThan={"k": "2024-01-01T00:00:00Z"})],
            [allow("s3:*", DateLessThanEquals={"k": "1704067200"})],
            NARROWER,
        ),
        (
            [allow("s3:*", **{"ForAllValues:StringEquals": {"k": ["a"]}}, Null={"k": "false"})],
            [allow("s3:*", **{"ForAnyValue:StringEquals": {"k": ["a", "b"]}})],
            Relation.INCOMPARABLE,  # a value that is empty passes ForAllValues
        ),
        (
            [allow("s3:*", ArnLike={"k": "arn:aws:iam::*:role/*"})],
            [allow("s3:*", StringLike={"k": "arn:aws:iam::*:role/*"})],
            NARROWER,
        ),
        (
            [allow("s3:*", "arn:aws:s3:::b/${aws:username}/*")],
            [allow("s3:*", BUCKET)],
            NARROWER,
        ),
        (
            [allow("s3:*", "arn:aws:s3:::b/${aws:username}/*")],
            [
                allow(
                    "s3:*",
                    ["arn:aws:s3:::b/${aws:username}/a*", "arn:aws:s3:::b/${aws:username}/*"],
                )
            ],
            EQUAL,
        ),
    ],
)
def test_relations(a, b, wanted):
    found = against(policy(*a), policy(*b))
    assert found.relation is wanted
    assert (found.witness is None) == (wanted is EQUAL)


def test_a_special_value_of_a_variable_is_found():
    home = policy(allow("s3:*", "arn:aws:s3:::b/${aws:username}/*"))
    found = against(home, policy(allow("s3:*", BUCKET), deny("s3:*", "arn:aws:s3:::b/bob/*")))
    assert found.relation is Relation.INCOMPARABLE
    assert found.witness is not None
    assert found.witness.context == {"aws:username": ("bob",)}


def test_variables_are_literal_in_old_documents():
    row = allow("s3:*", "arn:aws:s3:::b/${aws:username}")
    old = parse({"Statement": [row]})
    found = against(old, policy(row))
    assert found.relation is Relation.INCOMPARABLE
    assert found.witness is not None
    assert found.witness.resource == "arn:aws:s3:::b/${aws:username}"


def test_requests_that_nobody_can_make_are_told_apart():
    found = against(policy(allow("*")), policy(allow("*:*")))
    assert (found.relation, found.real_relation) == (WIDER, EQUAL)
    assert found.witness is not None
    assert not found.witness.real


def test_a_real_witness_is_preferred():
    found = against(policy(allow(["s3:Nonsense", "s3:GetObject"])), policy(deny("*")))
    assert found.witness is not None
    assert found.witness.real
    assert (found.witness.action, found.witness.resource[:13]) == ("s3:GetObject", "arn:aws:s3:::")


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        ({"AWS": "111122223333"}, "*", NARROWER),
        ("*", {"AWS": "*"}, EQUAL),
        ({"AWS": "111122223333"}, {"AWS": "arn:aws:iam::111122223333:root"}, EQUAL),
        ({"AWS": "arn:aws:iam::111122223333:role/r"}, {"AWS": "111122223333"}, NARROWER),
        ({"Service": "sns.amazonaws.com"}, "*", NARROWER),
        ({"AWS": "111122223333"}, {"AWS": "444455556666"}, Relation.INCOMPARABLE),
    ],
)
def test_principals_are_an_axis(a, b, wanted):
    assert against(resource_policy(a), resource_policy(b)).relation is wanted


def test_several_documents_are_judged_together():
    halves = [policy(allow("s3:Get*")), policy(allow("s3:Put*"))]
    assert compare(halves, [policy(allow(["s3:Put*", "s3:Get*"]))]).relation is EQUAL
    assert compare([*halves, policy(deny("s3:*"))], [policy(deny("*"))]).relation is EQUAL


@pytest.mark.parametrize("odd", [{"StringMatches": {"k": "a"}}, {"NumericEquals": {"k": "many"}}])
def test_what_cannot_be_read_is_unknown_where_it_decides(odd):
    odd_one = policy({**allow("s3:*"), "Condition": odd})
    assert against(odd_one, policy(allow("*"))).relation is NARROWER
    assert against(policy(allow("s3:*")), odd_one).relation is not EQUAL
    assert not against(policy(allow("s3:*")), odd_one).allows_nothing_more
    both = policy({**allow("s3:*"), "Condition": odd}, allow("sqs:*"))
    assert against(both, both).relation is EQUAL


def test_what_no_tried_value_makes_real_is_not_said_to_be_unreal():
    """Found by a drawn request: with k:s=a the first side allows b/a, which is real."""
    wide = policy(allow(["s3:*", "sqs:?*"], ["arn:aws:s3:::b/ab", "arn:aws:s3:::b/${k:s, 'ab'}*"]))
    narrow = policy(allow("*", "*", Null={"k:s": "true"}), allow("s3:*", "arn:aws:s3:::b/ab"))
    found = compare([wide], [narrow])
    assert found.relation is Relation.INCOMPARABLE
    assert found.real_relation in (Relation.INCOMPARABLE, Relation.UNKNOWN)
