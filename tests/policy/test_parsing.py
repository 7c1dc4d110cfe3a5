"""What IAM would refuse is told with its path; what has no meaning is fatal; nothing raises."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.documents import documents

from crenel.policy import Kind, parse

GOOD: dict[str, Any] = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}


def told(statement: Any, kind: str = "identity", **parts: Any) -> list[tuple[str, str, bool]]:
    document = {"Version": "2012-10-17", "Statement": [statement], **parts}
    policy = parse(document, kind=kind, data=True)
    return [(".".join(map(str, one.path)), str(one), one.fatal) for one in policy.problems]


def test_nothing_is_wrong_with_a_good_one():
    assert told(GOOD) == []


FATAL: list[tuple[Any, str, str, str]] = [
    ([], "identity", "Statement.0", "an object, not a list"),
    ({**GOOD, "Effect": "allow"}, "identity", "Statement.0.Effect", "Write Allow or Deny"),
    ({**GOOD, "Effect": None}, "identity", "Statement.0.Effect", "null"),
    ({"Action": "*", "Resource": "*"}, "identity", "Statement.0", "no Effect"),
    ({**GOOD, "NotAction": "x:y"}, "identity", "Statement.0.NotAction", "exclude each other"),
    (
        {"Effect": "Allow", "Resource": "*"},
        "identity",
        "Statement.0",
        "neither Action nor NotAction",
    ),
    (
        {"Effect": "Allow", "Action": "*"},
        "identity",
        "Statement.0",
        "neither Resource nor NotResource",
    ),
    ({**GOOD, "Action": ["s3:*", 5]}, "identity", "Statement.0.Action.1", "not a number"),
    ({**GOOD, "Action": []}, "identity", "Statement.0.Action", "empty list"),
    ({**GOOD, "Conditions": {}}, "identity", "Statement.0.Conditions", "Did you mean Condition?"),
    ({**GOOD, "Principal": "*"}, "identity", "Statement.0.Principal", "has no Principal"),
    (GOOD, "resource", "Statement.0", "neither Principal nor NotPrincipal"),
    ({**GOOD, "Principal": "bob"}, "resource", "Statement.0.Principal", "not bob"),
    (
        {**GOOD, "Principal": {"Aws": "1"}},
        "resource",
        "Statement.0.Principal.Aws",
        "Did you mean AWS?",
    ),
    ({**GOOD, "Principal": {"AWS": []}}, "resource", "Statement.0.Principal.AWS", "nobody"),
    ({**GOOD, "Condition": []}, "identity", "Statement.0.Condition", "object of operators"),
    (
        {**GOOD, "Condition": {"Bool": "x"}},
        "identity",
        "Statement.0.Condition.Bool",
        "object of keys",
    ),
    (
        {**GOOD, "Condition": {"Bool": {"k": {}}}},
        "identity",
        "Statement.0.Condition.Bool.k",
        "not an object",
    ),
    ({**GOOD, "Sid": 1}, "identity", "Statement.0.Sid", "a string, not a number"),
]


@pytest.mark.parametrize(("statement", "kind", "path", "words"), FATAL)
def test_malformed_statements(statement, kind, path, words):
    found = told(statement, kind)
    assert any(where == path and words in said and fatal for where, said, fatal in found), found
    assert parse({"Statement": [statement]}, kind=kind).statements[0].broken


ODD: list[tuple[Any, str, str, str]] = [
    ({**GOOD, "Principal": "*"}, "trust", "Statement.0.Resource", "no Resource"),
    (GOOD, "endpoint", "Statement.0", "neither Principal nor NotPrincipal"),
    (
        {**GOOD, "Action": "s3:GetObjct"},
        "identity",
        "Statement.0.Action",
        "Did you mean s3:GetObject?",
    ),
    ({**GOOD, "Action": ["s4:GetObject"]}, "identity", "Statement.0.Action.0", "no service s4"),
    ({**GOOD, "Action": "s3:Gett*"}, "identity", "Statement.0.Action", "matches no known action"),
    ({**GOOD, "Action": "GetObject"}, "identity", "Statement.0.Action", "is no action"),
    ({**GOOD, "Resource": "bucket"}, "identity", "Statement.0.Resource", "is no ARN"),
    (
        {**GOOD, "Condition": {"StringLikes": {"k": "a"}}},
        "identity",
        "Statement.0.Condition.StringLikes",
        "Did you mean StringLike?",
    ),
    (
        {**GOOD, "Condition": {"IpAddress": {"k": "10.0.0.256"}}},
        "identity",
        "Statement.0.Condition.IpAddress.k",
        "takes an IP address",
    ),
    (
        {**GOOD, "Condition": {"NullIfExists": {"k": "true"}}},
        "identity",
        "Statement.0.Condition.NullIfExists",
        "no condition operator",
    ),
    (
        {"Effect": "Allow", "Action": "*", "Resource": "*", "NotPrincipal": {"AWS": "1" * 12}},
        "resource",
        "Statement.0.NotPrincipal",
        "strangers too",
    ),
    (
        {**GOOD, "Principal": {"AWS": "arn:aws:iam::1:role/*"}},
        "resource",
        "Statement.0.Principal.AWS",
        "Wildcards",
    ),
    ({**GOOD, "Principal": "*"}, "rcp", "Statement.0.Effect", "only denies"),
]


@pytest.mark.parametrize(("statement", "kind", "path", "words"), ODD)
def test_what_iam_would_refuse_but_has_a_meaning(statement, kind, path, words):
    found = told(statement, kind)
    assert any(where == path and words in said and not fatal for where, said, fatal in found), found
    assert not parse({"Statement": [statement]}, kind=kind).statements[0].broken


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ([], "a policy is an object"),
        (None, "not null"),
        ({}, "no Statement"),
        ({"statement": []}, "Did you mean statement?"),
        ({"Version": "2012-10-18", "Statement": []}, "Write 2012-10-17"),
        ({"Statement": "x"}, "a list of objects"),
        ({"Statement": [], "Foo": 1}, "no element of a policy"),
    ],
)
def test_malformed_documents_decide_nothing(document, words):
    policy = parse(document)
    assert policy.malformed
    assert any(words in str(one) for one in policy.problems)
    assert policy.statements[-1].broken


def test_sids_are_unique():
    policy = parse({"Statement": [{**GOOD, "Sid": "A"}, {**GOOD, "Sid": "A"}]})
    assert [one.path for one in policy.problems] == [("Statement", 1, "Sid")]


def test_a_long_policy_is_told_with_its_limit():
    rows = [{**GOOD, "Resource": f"arn:aws:s3:::bucket-{number}"} for number in range(200)]
    policy = parse({"Statement": rows})
    assert any("10240" in str(one) for one in policy.problems)
    assert not policy.malformed


def test_equal_statements_have_equal_keys():
    one = parse({"Statement": [{**GOOD, "Action": ["a:b", "A:C"], "Sid": "x"}]}).statements[0]
    other = parse({"Statement": [{**GOOD, "Action": ["a:c", "a:B", "a:b"]}]}).statements[0]
    assert one.key == other.key


def test_a_literal_star_is_no_wildcard():
    texts = ["arn:aws:s3:::b/${*}", "arn:aws:s3:::b/*"]
    keys = {
        parse({"Version": "2012-10-17", "Statement": [{**GOOD, "Resource": one}]}).statements[0].key
        for one in texts
    }
    assert len(keys) == 2


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["Statement", "Effect", "Action", "Resource", "Principal", "Condition", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(JSON, st.sampled_from(list(Kind)))
def test_no_document_raises(document, kind):
    policy = parse(document, kind=kind)
    assert policy.statements or policy.problems


@settings(max_examples=60, deadline=None)
@given(documents(varying=True))
def test_reading_again_says_the_same(document):
    again = json.loads(json.dumps(document))
    keys = [one.key for one in parse(document).statements]
    assert keys == [one.key for one in parse(again).statements]
