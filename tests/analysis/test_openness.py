"""Who a statement lets in: principals, conditions, and Denies beside it."""

from __future__ import annotations

from typing import Any

import pytest

from crenel.analysis.openness import lets_anyone_in, narrowed, wide
from crenel.model.entities import Statement
from crenel.model.guard import Atom, Guard
from crenel.model.truth import Truth
from crenel.model.value import (
    NOTHING,
    Choice,
    Ref,
    Text,
    Unknown,
    UnknownKind,
    Value,
    known,
    mapping,
    sequence,
)

PARAMETER = Unknown(kind=UnknownKind.PARAMETER, name="P")
ACCOUNT = Unknown(kind=UnknownKind.PSEUDO, name="AWS::AccountId")
REGION = Unknown(kind=UnknownKind.PSEUDO, name="AWS::Region")
ONE_OF_TWO = Unknown(kind=UnknownKind.PARAMETER, name="Net", allowed=("0.0.0.0/0", "192.0.2.0/24"))
TOPIC = Ref(target="Topic")
PRODUCTION = Guard(((Atom("Stage", "prod"), True),))
ELSEWHERE = Guard(((Atom("Stage", "prod"), False),))


def value(plain: Any) -> Value:
    if plain is None:
        return NOTHING
    if isinstance(plain, Value):
        return plain
    if isinstance(plain, dict):
        return mapping({key: value(one) for key, one in plain.items()})
    if isinstance(plain, list):
        return sequence(value(one) for one in plain)
    return known(plain)


def statement(**fields: Any) -> Statement:
    given = {"effect": "Allow", "actions": "sqs:SendMessage", "resources": "*", **fields}
    guard = given.pop("guard", Guard())
    return Statement(**{key: value(one) for key, one in given.items()}, guard=guard)


def answer(truth: Truth) -> str:
    if truth.certain:
        return "yes"
    if truth.refuted:
        return "no"
    return "sometimes" if truth.possible else "unknown"


@pytest.mark.parametrize(
    ("principals", "expected"),
    [
        ("*", "yes"),
        (["*"], "yes"),
        ({"AWS": "*"}, "yes"),
        ({"AWS": ["arn:aws:iam::111122223333:root", "*"]}, "yes"),
        ({"AWS": "arn:aws:iam::111122223333:root"}, "no"),
        ({"AWS": ACCOUNT}, "no"),
        ({"AWS": TOPIC}, "no"),
        ({"AWS": Text(segments=(known("arn:aws:iam::"), ACCOUNT, known(":root")))}, "no"),
        ({"Service": "events.amazonaws.com"}, "no"),
        ({"Service": "*"}, "no"),
        (None, "no"),
        (PARAMETER, "unknown"),
        ({"AWS": PARAMETER}, "unknown"),
        (Choice(branches=((PRODUCTION, ACCOUNT), (ELSEWHERE, known("*")))), "sometimes"),
    ],
)
def test_principals(principals, expected):
    assert answer(lets_anyone_in(statement(principals=principals))) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (None, "no"),
        ({"StringEquals": {"aws:SourceAccount": "111122223333"}}, "yes"),
        ({"StringEquals": {"AWS:SourceOwner": ACCOUNT}}, "yes"),
        ({"StringEquals": {"aws:PrincipalOrgID": PARAMETER}}, "yes"),
        ({"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": ["o-1/*"]}}, "yes"),
        ({"ForAllValues:StringLike": {"aws:PrincipalOrgPaths": ["o-1/*"]}}, "no"),
        ({"ArnEquals": {"aws:SourceArn": TOPIC}}, "yes"),
        ({"ArnLike": {"aws:SourceArn": "arn:aws:s3:::uploads"}}, "yes"),
        ({"ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}}, "no"),
        ({"ArnLike": {"aws:SourceArn": ["arn:aws:s3:::uploads", "*"]}}, "no"),
        ({"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:orders"}}, "no"),
        ({"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:111122223333:*"}}, "yes"),
        ({"ArnLike": {"aws:SourceArn": PARAMETER}}, "unknown"),
        ({"StringLike": {"aws:PrincipalOrgID": "*"}}, "no"),
        ({"StringLike": {"aws:PrincipalOrgID": "o-*"}}, "no"),
        ({"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-1"}}, "no"),
        ({"IpAddressIfExists": {"aws:SourceIp": "192.0.2.0/24"}}, "yes"),
        ({"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}, "no"),
        ({"IpAddress": {"aws:SourceIp": "::/0"}}, "no"),
        ({"IpAddress": {"aws:SourceIp": ["192.0.2.7", "198.51.100.0/24"]}}, "yes"),
        ({"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}, "no"),
        ({"Bool": {"aws:SecureTransport": "true"}}, "no"),
        ({"Bool": {"aws:PrincipalIsAWSService": "true"}}, "yes"),
        ({"Bool": {"aws:PrincipalIsAWSService": "false"}}, "no"),
        ({"IpAddress": {"aws:SourceIp": ONE_OF_TWO}}, "sometimes"),
        ({"StringLike": {"aws:Referer": "https://example.com/*"}}, "no"),
        ({"Null": {"aws:PrincipalOrgID": "false"}}, "no"),
        ({"Bool": {"aws:SecureTransport": "true"}, "StringEquals": {"aws:SourceVpc": "v"}}, "yes"),
        (PARAMETER, "unknown"),
        ({"StringEquals": PARAMETER}, "unknown"),
    ],
)
def test_conditions(condition, expected):
    assert answer(narrowed(value(condition))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*", "yes"),
        ("arn:aws:events:*:*:rule/*", "yes"),
        ("arn:aws:execute-api:eu-west-1:111122223333:*", "no"),
        ("arn:aws:sns:*", "yes"),
        ("", "no"),
        (Text(segments=(known("arn:aws:sns:"), REGION, known(":"), ACCOUNT, known(":*"))), "no"),
        (Text(segments=(known("arn:aws:s3:::"), PARAMETER)), "no"),
        (Text(segments=(PARAMETER, known("*"))), "unknown"),
        (TOPIC, "no"),
        (ACCOUNT, "no"),
        (PARAMETER, "unknown"),
    ],
)
def test_wide(text, expected):
    assert answer(wide(value(text))) == expected


def test_not_principal_lets_in_everybody_else():
    one = statement(not_principals={"AWS": "arn:aws:iam::111122223333:root"})
    assert answer(lets_anyone_in(one)) == "yes"


def test_a_deny_lets_nobody_in():
    assert answer(lets_anyone_in(statement(effect="Deny", principals="*"))) == "no"


def test_a_statement_of_some_deployments_lets_anyone_in_there():
    one = statement(principals="*", guard=PRODUCTION)
    assert answer(lets_anyone_in(one)) == "sometimes"


@pytest.mark.parametrize(
    ("deny", "expected"),
    [
        ({"condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}}, "no"),
        ({"condition": {"StringNotEquals": {"aws:SourceVpce": PARAMETER}}}, "no"),
        ({"condition": {"StringNotLike": {"aws:PrincipalArn": "*"}}}, "yes"),
        ({"condition": {"Bool": {"aws:SecureTransport": "false"}}}, "yes"),
        (
            {
                "condition": {
                    "StringNotEquals": {"aws:SourceVpce": "vpce-1"},
                    "Bool": {"aws:SecureTransport": "false"},
                }
            },
            "yes",
        ),
        ({"condition": {"StringNotEquals": {"aws:SourceVpce": "v"}}, "actions": "sqs:*"}, "no"),
        (
            {"condition": {"StringNotEquals": {"aws:SourceVpce": "v"}}, "actions": "sqs:Get"},
            "yes",
        ),
        ({"condition": {"StringNotEquals": {"aws:SourceVpce": "v"}}, "resources": "a"}, "yes"),
        ({"condition": PARAMETER}, "unknown"),
        ({"condition": None}, "no"),
    ],
)
def test_a_deny_beside_it(deny, expected):
    allow = statement(principals="*")
    beside = statement(**{"effect": "Deny", "principals": "*", **deny})
    assert answer(lets_anyone_in(allow, [allow, beside])) == expected


SPARED = {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}
SOMETIMES_ALL = Choice(branches=((PRODUCTION, known("sqs:*")), (ELSEWHERE, known("sqs:Get*"))))


@pytest.mark.parametrize(
    ("allow", "deny", "expected"),
    [
        ({"actions": None, "not_actions": "sqs:Get*"}, {"actions": "sqs:SendMessage"}, "yes"),
        ({"actions": None, "not_actions": "sqs:Get*"}, {"actions": "*"}, "no"),
        ({"resources": None, "not_resources": "a"}, {"resources": "b"}, "yes"),
        ({"resources": None, "not_resources": "a"}, {}, "no"),
        ({"resources": None}, {"resources": None}, "no"),
        ({}, {"actions": SOMETIMES_ALL}, "sometimes"),
        ({"actions": SOMETIMES_ALL}, {"actions": "sqs:Get*"}, "sometimes"),
        ({}, {"actions": None, "not_actions": "sqs:SendMessage"}, "yes"),
    ],
)
def test_a_deny_shuts_out_what_it_speaks_of(allow, deny, expected):
    one = statement(principals="*", **allow)
    beside = statement(**{"effect": "Deny", "principals": "*", "condition": SPARED, **deny})
    assert answer(lets_anyone_in(one, [one, beside])) == expected


def test_a_deny_for_all_but_one_principal():
    allow = statement(principals="*")
    beside = statement(effect="Deny", not_principals={"AWS": ACCOUNT})
    assert answer(lets_anyone_in(allow, [allow, beside])) == "no"
