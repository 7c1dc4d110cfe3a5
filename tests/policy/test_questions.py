"""Public reachability: who outside the zone of trust is let in, and by which request."""

from __future__ import annotations

import pytest
from tests.policy.documents import policy

from crenel.policy.principals import Caller
from crenel.policy.questions import reach


def bucket(principal, effect="Allow", **condition):
    row = {"Effect": effect, "Principal": principal, "Action": "s3:GetObject", "Resource": "*"}
    return {**row, "Condition": condition} if condition else row


@pytest.mark.parametrize(
    ("rows", "outside"),
    [
        ([bucket("*")], True),
        ([bucket({"AWS": "*"})], True),
        ([bucket("*"), bucket("*", "Deny")], False),
        ([bucket({"AWS": "111122223333"})], False),
        ([bucket({"AWS": "arn:aws:iam::111122223333:role/r"})], False),
        ([bucket({"AWS": "999900001111"})], True),
        ([bucket({"Service": "cloudfront.amazonaws.com"})], False),
        ([bucket("*", StringEquals={"aws:PrincipalOrgID": "o-1"})], False),
        ([bucket("*", StringLike={"aws:PrincipalOrgID": "o-*"})], True),
        ([bucket("*", StringNotEquals={"aws:PrincipalOrgID": "o-1"})], True),
        ([bucket("*", StringEqualsIfExists={"aws:PrincipalOrgID": "o-1"})], True),
        ([bucket("*", StringEquals={"aws:SourceVpce": ["v-1", "v-2"]})], False),
        ([bucket("*", ArnLike={"aws:SourceArn": "arn:aws:sns:*:111122223333:*"})], False),
        ([bucket("*", ArnLike={"aws:SourceArn": "arn:aws:sns:*:*:*"})], True),
        ([bucket("*", IpAddress={"aws:SourceIp": "10.0.0.0/8"})], False),
        ([bucket("*", IpAddress={"aws:SourceIp": "0.0.0.0/1"})], True),
        ([bucket("*", Bool={"aws:SecureTransport": "true"})], True),
        ([bucket("*"), bucket("*", "Deny", StringNotEquals={"aws:SourceVpc": "vpc-1"})], False),
        ([bucket("*", StringMatches={"aws:SourceVpc": "vpc-1"})], None),
        ([{**bucket({"AWS": "111122223333"}), "Effect": "Deny"}], False),
    ],
)
def test_reach(rows, outside):
    found = reach([policy(*rows, kind="resource")], trusted_accounts=["111122223333"])
    assert found.outside is outside
    assert (found.witness is not None) == (outside is True)


def test_the_witness_is_a_stranger():
    found = reach([policy(bucket("*"), kind="resource")])
    assert found.witness is not None
    assert found.witness.principal is not None
    assert found.witness.principal.caller in (Caller.ANONYMOUS, Caller.ROLE, Caller.ACCOUNT)


def test_not_principal_with_allow_lets_strangers_in():
    row = {
        "Effect": "Allow",
        "NotPrincipal": {"AWS": "111122223333"},
        "Action": "*",
        "Resource": "*",
    }
    assert reach([policy(row, kind="resource")]).outside is True
