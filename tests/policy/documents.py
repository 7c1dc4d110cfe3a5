"""Documents made for tests: short to write, and made at random (hypothesis) with conditions."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from crenel.policy import Policy, parse

Json = dict[str, Any]

ACTIONS = [
    "*",
    "s3:*",
    "s3:Get*",
    "s3:GetObject",
    "s3:PutObject",
    "s3:*Object",
    "sqs:?*",
    "s?:Get*",
]
RESOURCES = [
    "*",
    "arn:aws:s3:::b/*",
    "arn:aws:s3:::b/a*",
    "arn:aws:s3:::b/ab",
    "arn:aws:s3:::?/*b",
    "arn:aws:s3:::*/a?",
    "arn:aws:s3:::b/*a*b*",
]
VARYING = [
    "arn:aws:s3:::b/${aws:username}/*",
    "arn:aws:s3:::b/${k:s, 'ab'}*",
    "a${*}${aws:username}",
]
TEXTS = ["a", "ab", "A", "b", "", "abc"]
GLOBS = ["a*", "*b", "a?", "*", "", "?*b", "ab"]
ARNS = ["arn:aws:iam::1:role/a*", "arn:*:iam::1:role/*", "*", "arn:aws:iam::*:*", "arn:aws:s3:::b"]
NUMBERS = ["1", "2", "2.5", "-3"]
DATES = ["2024-01-01T00:00:00Z", "2025-06-01", "1700000000"]
BLOCKS = ["10.0.0.0/8", "10.1.0.0/16", "10.0.0.1", "2001:db8::/32", "0.0.0.0/0"]

KINDS: dict[str, tuple[list[str], list[str]]] = {
    "k:s": (["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase"], TEXTS),
    "k:l": (["StringLike", "StringNotLike", "StringEquals", "StringNotEqualsIgnoreCase"], GLOBS),
    "k:arn": (["ArnLike", "ArnNotLike", "ArnEquals"], ARNS),
    "k:n": (
        ["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericGreaterThanEquals"],
        NUMBERS,
    ),
    "k:d": (["DateLessThan", "DateGreaterThanEquals", "DateEquals", "DateLessThanEquals"], DATES),
    "k:ip": (["IpAddress", "NotIpAddress"], BLOCKS),
    "k:b": (["Bool"], ["true", "false"]),
    "k:bin": (["BinaryEquals"], ["QUJD", "Wg=="]),
}


def policy(*statements: Json, version: str = "2012-10-17", kind: str = "identity") -> Policy:
    return parse({"Version": version, "Statement": list(statements)}, kind=kind)


def allow(action: Any, resource: Any = "*", **condition: Any) -> Json:
    return _statement("Allow", action, resource, condition)


def deny(action: Any, resource: Any = "*", **condition: Any) -> Json:
    return _statement("Deny", action, resource, condition)


def _statement(effect: str, action: Any, resource: Any, condition: Json) -> Json:
    made = {"Effect": effect, "Action": action, "Resource": resource}
    return {**made, "Condition": condition} if condition else made


@st.composite
def clauses(draw: st.DrawFn, *, varying: bool = False) -> Json:
    """One operator with one key; sets, IfExists and Null included."""
    key = draw(st.sampled_from([*KINDS, "k:set"]))
    if draw(st.integers(0, 9)) == 0:
        return {"Null": {key: draw(st.sampled_from(["true", "false"]))}}
    operators, values = KINDS.get(key, KINDS["k:l"])
    operator = draw(st.sampled_from(operators))
    if key == "k:set":
        operator = draw(st.sampled_from(["ForAllValues:", "ForAnyValue:"])) + operator
    if draw(st.integers(0, 4)) == 0:
        operator += "IfExists"
    pool = [*values, "${aws:username}"] if varying and key in ("k:s", "k:l") else values
    return {operator: {key: draw(st.lists(st.sampled_from(pool), min_size=1, max_size=3))}}


@st.composite
def statements(draw: st.DrawFn, *, varying: bool = False, denials: bool = True) -> Json:
    resources = [*RESOURCES, *VARYING] if varying else RESOURCES
    made: Json = {"Effect": draw(st.sampled_from(["Allow", "Allow", "Deny"]))}
    if not denials:
        made["Effect"] = "Allow"
    action = draw(st.sampled_from(["Action", "Action", "Action", "NotAction"]))
    resource = draw(st.sampled_from(["Resource", "Resource", "Resource", "NotResource"]))
    made[action] = draw(st.lists(st.sampled_from(ACTIONS), min_size=1, max_size=3))
    made[resource] = draw(st.lists(st.sampled_from(resources), min_size=1, max_size=3))
    if draw(st.booleans()):
        condition: Json = {}
        for one in draw(st.lists(clauses(varying=varying), min_size=1, max_size=2)):
            for operator, keys in one.items():
                condition.setdefault(operator, {}).update(keys)
        made["Condition"] = condition
    return made


def documents(*, varying: bool = False, size: int = 4) -> st.SearchStrategy[Json]:
    return st.lists(statements(varying=varying), min_size=1, max_size=size).map(
        lambda found: {"Version": "2012-10-17", "Statement": found}
    )


def _values(key: str) -> st.SearchStrategy[tuple[str, ...]]:
    words = {
        "k:s": [*TEXTS, "z", "AB"],
        "k:l": ["a", "ab", "zb", "", "bob", "AB", "abc"],
        "k:arn": ["arn:aws:iam::1:role/a", "arn:aws:iam::1:role/b:c", "arn:aws:s3:::b", "x"],
        "k:n": ["0", "1", "2", "2.25", "2.5", "9", "-3"],
        "k:d": ["2023-01-01", "2024-01-01T00:00:00Z", "2024-07-01", "1700000000", "2026-01-01"],
        "k:ip": ["10.0.0.1", "10.1.2.3", "11.0.0.1", "2001:db8::1", "::1"],
        "k:b": ["true", "false"],
        "k:bin": ["QUJD", "Wg==", "QQ=="],
        "aws:username": ["bob", "a", "ab", "*"],
    }
    if key == "k:set":
        return st.lists(st.sampled_from(words["k:l"]), max_size=3).map(tuple)
    one = st.sampled_from(words[key]).map(lambda word: (word,))
    return st.one_of(st.just(()), one)


CONTEXTS = st.fixed_dictionaries(
    {key: _values(key) for key in [*KINDS, "k:set", "aws:username"]}
).map(lambda found: {key: values for key, values in found.items() if values})
REQUESTS = st.tuples(
    st.sampled_from(
        ["s3:GetObject", "s3:PutObject", "sqs:SendMessage", "s4:GetX", "x", "s3:getit"]
    ),
    st.sampled_from(
        [
            "arn:aws:s3:::b/ab",
            "arn:aws:s3:::b/a",
            "arn:aws:s3:::c/xb",
            "arn:aws:s3:::b/bob/x",
            "arn:aws:s3:::b/xaxbx",
            "arn:aws:s3:::c/ax",
            "*",
            "a*bob",
        ]
    ),
    CONTEXTS,
)
