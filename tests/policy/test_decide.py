"""The evaluation logic, case by case. The headings name pages of the AWS documentation."""

from __future__ import annotations

from typing import Any

import pytest

from crenel.policy import decide, read_request

ACCOUNT, OTHER = "111122223333", "444455556666"
USER = f"arn:aws:iam::{ACCOUNT}:user/bob"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/app"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/app/s1"
ROOT = f"arn:aws:iam::{ACCOUNT}:root"
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/k"
BUCKET = "arn:aws:s3:::b/x"


def doc(*statements: dict[str, Any], version: str | None = "2012-10-17") -> dict[str, Any]:
    made: dict[str, Any] = {"Statement": list(statements)}
    return {"Version": version, **made} if version else made


def st(effect: str = "Allow", **parts: Any) -> dict[str, Any]:
    base: dict[str, Any] = {"Effect": effect}
    if "Action" not in parts and "NotAction" not in parts:
        base["Action"] = "*"
    if "Resource" not in parts and "NotResource" not in parts:
        base["Resource"] = "*"
    return {**base, **{name: value for name, value in parts.items() if value is not None}}


def ask(**row: Any) -> str:
    row = {"principal": USER, "action": "s3:GetObject", "resource": BUCKET, **row}
    return decide(*read_request(row)).outcome.value


def under(condition: Any, context: dict[str, Any] | None = None, **parts: Any) -> str:
    """What becomes of a request whose one allow has this condition."""
    policy = doc(st(Condition=condition, **parts))
    return ask(identity_policies=[policy], context=context or {})


ALL = doc(st())
NONE = doc(st(Action="ec2:RunInstances"))
ALLOWED, IMPLICIT, EXPLICIT, UNKNOWN = (
    "allowed",
    "implicitly-denied",
    "explicitly-denied",
    "unknown",
)


def to(principal: Any, effect: str = "Allow", **parts: Any) -> dict[str, Any]:
    return doc(st(effect, Principal=principal, **parts))


# --- Policy evaluation for requests within a single account -----------------------------

SINGLE: list[tuple[str, dict[str, Any], str]] = [
    ("nothing allows", {}, IMPLICIT),
    ("an identity policy allows", {"identity_policies": [ALL]}, ALLOWED),
    ("a deny wins", {"identity_policies": [ALL, doc(st("Deny", Action="s3:Get*"))]}, EXPLICIT),
    (
        "a deny of another action",
        {"identity_policies": [ALL, doc(st("Deny", Action="s3:Put*"))]},
        ALLOWED,
    ),
    ("either side allows", {"resource_policy": to({"AWS": USER})}, ALLOWED),
    ("the account alone only delegates", {"resource_policy": to({"AWS": ROOT})}, IMPLICIT),
    ("the account's id is its root", {"resource_policy": to({"AWS": ACCOUNT})}, IMPLICIT),
    (
        "a resource policy denies",
        {"identity_policies": [ALL], "resource_policy": to("*", "Deny")},
        EXPLICIT,
    ),
    ("a boundary limits", {"identity_policies": [ALL], "permission_boundary": [NONE]}, IMPLICIT),
    ("a boundary grants nothing", {"permission_boundary": [ALL]}, IMPLICIT),
    ("both allow", {"identity_policies": [ALL], "permission_boundary": [ALL]}, ALLOWED),
    (
        "a user by ARN is not limited by it",
        {"resource_policy": to({"AWS": USER}), "permission_boundary": [NONE]},
        ALLOWED,
    ),
    (
        "a role by ARN is",
        {"principal": SESSION, "resource_policy": to({"AWS": ROLE}), "permission_boundary": [NONE]},
        IMPLICIT,
    ),
    (
        "a role by ARN, allowed by both",
        {"principal": SESSION, "resource_policy": to({"AWS": ROLE}), "permission_boundary": [ALL]},
        ALLOWED,
    ),
    (
        "a session by ARN is not limited",
        {
            "principal": SESSION,
            "resource_policy": to({"AWS": SESSION}),
            "permission_boundary": [NONE],
        },
        ALLOWED,
    ),
    (
        "a session policy limits a role by ARN",
        {"principal": SESSION, "resource_policy": to({"AWS": ROLE}), "session_policy": NONE},
        IMPLICIT,
    ),
    (
        "a session policy limits identity policies",
        {"principal": SESSION, "identity_policies": [ALL], "session_policy": NONE},
        IMPLICIT,
    ),
    (
        "another session",
        {"principal": SESSION, "resource_policy": to({"AWS": SESSION + "x"})},
        IMPLICIT,
    ),
    (
        "NotPrincipal with Deny denies whoever has a boundary",
        {
            "identity_policies": [ALL],
            "permission_boundary": [ALL],
            "resource_policy": doc(st("Deny", NotPrincipal={"AWS": USER})),
        },
        EXPLICIT,
    ),
    (
        "NotPrincipal excepts whom it names",
        {
            "identity_policies": [ALL],
            "resource_policy": doc(st("Deny", NotPrincipal={"AWS": USER})),
        },
        ALLOWED,
    ),
    (
        "and nobody else, the rest of its account included",
        {
            "identity_policies": [ALL],
            "resource_policy": doc(st("Deny", NotPrincipal={"AWS": [USER + "2", ROOT]})),
        },
        EXPLICIT,
    ),
    ("the root user has full access", {"principal": ROOT}, ALLOWED),
]

# --- Service control policies; Resource control policies; VPC endpoint policies ---------

ORGANISATION: list[tuple[str, dict[str, Any], str]] = [
    ("each level allows", {"service_control_policies": [[ALL], [ALL]]}, ALLOWED),
    ("one level does not", {"service_control_policies": [[ALL], [NONE]]}, IMPLICIT),
    ("one policy of a level is enough", {"service_control_policies": [[NONE, ALL]]}, ALLOWED),
    ("a level without policies", {"service_control_policies": [[ALL], []]}, IMPLICIT),
    (
        "a denial",
        {"service_control_policies": [[ALL, doc(st("Deny", NotAction="ec2:*"))]]},
        EXPLICIT,
    ),
    (
        "the management account",
        {"service_control_policies": [[NONE]], "management_account": ACCOUNT},
        ALLOWED,
    ),
    (
        "a service-linked role",
        {
            "principal": f"arn:aws:sts::{ACCOUNT}:assumed-role/AWSServiceRoleForX/s",
            "service_control_policies": [[NONE]],
        },
        ALLOWED,
    ),
    (
        "a resource control policy",
        {"resource_control_policies": [[to("*"), to("*", "Deny")]]},
        EXPLICIT,
    ),
    ("it must allow", {"resource_control_policies": [[to("*", Action="sqs:*")]]}, IMPLICIT),
    ("an endpoint", {"endpoint_policies": [to("*", Action="s3:PutObject")]}, IMPLICIT),
    ("an endpoint that allows", {"endpoint_policies": [to("*")]}, ALLOWED),
]

# --- Cross-account policy evaluation logic ----------------------------------------------

CROSS: list[tuple[str, dict[str, Any], str]] = [
    ("the identity alone", {"identity_policies": [ALL]}, IMPLICIT),
    ("the resource alone", {"resource_policy": to({"AWS": USER})}, IMPLICIT),
    ("both", {"identity_policies": [ALL], "resource_policy": to({"AWS": USER})}, ALLOWED),
    (
        "both, by the account",
        {"identity_policies": [ALL], "resource_policy": to({"AWS": ACCOUNT})},
        ALLOWED,
    ),
    ("both, by everyone", {"identity_policies": [ALL], "resource_policy": to("*")}, ALLOWED),
    (
        "both, under a boundary",
        {
            "identity_policies": [ALL],
            "resource_policy": to({"AWS": USER}),
            "permission_boundary": [NONE],
        },
        IMPLICIT,
    ),
    (
        "another account",
        {"identity_policies": [ALL], "resource_policy": to({"AWS": OTHER})},
        IMPLICIT,
    ),
]

# --- Key policies in AWS KMS; Granting a user permissions to switch roles ---------------

USES_KEY = {"action": "kms:Decrypt", "resource": KEY}
ASSUMES = {"action": "sts:AssumeRole", "resource": f"arn:aws:iam::{ACCOUNT}:role/target"}
REQUIRED: list[tuple[str, dict[str, Any], str]] = [
    ("a key's policy is needed", {**USES_KEY, "identity_policies": [ALL]}, IMPLICIT),
    (
        "it may leave it to the account",
        {**USES_KEY, "identity_policies": [ALL], "resource_policy": to({"AWS": ROOT})},
        ALLOWED,
    ),
    (
        "which grants nothing by itself",
        {**USES_KEY, "resource_policy": to({"AWS": ROOT})},
        IMPLICIT,
    ),
    ("it may grant by itself", {**USES_KEY, "resource_policy": to({"AWS": USER})}, ALLOWED),
    (
        "or to somebody else",
        {**USES_KEY, "identity_policies": [ALL], "resource_policy": to({"AWS": ROLE})},
        IMPLICIT,
    ),
    ("a trust policy is needed", {**ASSUMES, "identity_policies": [ALL]}, IMPLICIT),
    (
        "it may leave it to the account ",
        {
            **ASSUMES,
            "identity_policies": [ALL],
            "resource_policy": to({"AWS": ROOT}, Resource=None),
        },
        ALLOWED,
    ),
    (
        "or name whom it trusts",
        {**ASSUMES, "resource_policy": to({"AWS": USER}, Resource=None)},
        ALLOWED,
    ),
]

# --- AWS JSON policy elements: Principal ------------------------------------------------

SERVICE = {"principal": {"service": "sns.amazonaws.com"}}
PRINCIPALS: list[tuple[str, dict[str, Any], str]] = [
    ("strangers", {"principal": {"anonymous": True}, "resource_policy": to("*")}, ALLOWED),
    (
        "strangers by AWS",
        {"principal": {"anonymous": True}, "resource_policy": to({"AWS": "*"})},
        ALLOWED,
    ),
    (
        "strangers are no account",
        {"principal": {"anonymous": True}, "resource_policy": to({"AWS": ACCOUNT})},
        IMPLICIT,
    ),
    (
        "an Allow with NotPrincipal takes in strangers",
        {
            "principal": {"anonymous": True},
            "resource_policy": doc(st(NotPrincipal={"AWS": ACCOUNT})),
        },
        ALLOWED,
    ),
    ("a service", {**SERVICE, "resource_policy": to({"Service": "sns.amazonaws.com"})}, ALLOWED),
    (
        "another service",
        {**SERVICE, "resource_policy": to({"Service": "sqs.amazonaws.com"})},
        IMPLICIT,
    ),
    (
        "identity policies say nothing of services",
        {**SERVICE, "identity_policies": [ALL]},
        IMPLICIT,
    ),
    (
        "service control policies neither",
        {**SERVICE, "resource_policy": to("*"), "service_control_policies": [[NONE]]},
        ALLOWED,
    ),
    (
        "a federated identity",
        {
            **ASSUMES,
            "action": "sts:AssumeRoleWithWebIdentity",
            "principal": {"federated": "token.actions.githubusercontent.com"},
            "resource_policy": to(
                {"Federated": "token.actions.githubusercontent.com"}, Resource=None
            ),
        },
        ALLOWED,
    ),
    (
        "a role with a path, by its session",
        {
            "principal": SESSION,
            "resource_policy": to({"AWS": f"arn:aws:iam::{ACCOUNT}:role/team/app"}),
        },
        ALLOWED,
    ),
    (
        "another partition",
        {"resource_policy": to({"AWS": USER.replace("arn:aws:", "arn:aws-cn:")})},
        IMPLICIT,
    ),
]


@pytest.mark.parametrize(
    ("row", "wanted"),
    [pytest.param(row, wanted, id=name) for name, row, wanted in [*SINGLE, *REQUIRED, *PRINCIPALS]],
)
def test_layers(row, wanted):
    assert ask(**row) == wanted


@pytest.mark.parametrize(
    ("row", "wanted"), [pytest.param(row, wanted, id=name) for name, row, wanted in ORGANISATION]
)
def test_organisations_and_endpoints(row, wanted):
    assert ask(identity_policies=[ALL], **row) == wanted


@pytest.mark.parametrize(
    ("row", "wanted"), [pytest.param(row, wanted, id=name) for name, row, wanted in CROSS]
)
def test_across_accounts(row, wanted):
    assert ask(resource_account=OTHER, **row) == wanted


def test_the_account_in_an_arn_is_the_owner():
    queue = f"arn:aws:sqs:us-east-1:{OTHER}:q"
    assert ask(action="sqs:SendMessage", resource=queue, identity_policies=[ALL]) == IMPLICIT


def test_everyone_and_a_boundary_is_not_documented_for_sessions():
    row = {"principal": SESSION, "resource_policy": to("*"), "permission_boundary": [NONE]}
    assert ask(**row) == UNKNOWN


# --- Elements: Action, NotAction, Resource, NotResource, variables ----------------------

ELEMENTS: list[tuple[dict[str, Any], str]] = [
    ({"Action": "S3:GETobject"}, ALLOWED),
    ({"Action": "s3:Get?bject"}, ALLOWED),
    ({"Action": "*:GetObject"}, ALLOWED),
    ({"Action": "s3:Put*"}, IMPLICIT),
    ({"NotAction": "s3:Put*"}, ALLOWED),
    ({"NotAction": ["iam:*", "s3:*"]}, IMPLICIT),
    ({"Resource": "arn:aws:s3:::B/*"}, IMPLICIT),
    ({"Resource": "arn:aws:s3*x"}, ALLOWED),
    ({"Resource": "arn:*/x"}, ALLOWED),
    ({"NotResource": "arn:aws:s3:::b/*"}, IMPLICIT),
    ({"NotResource": "arn:aws:s3:::c/*"}, ALLOWED),
    ({"Resource": "arn:aws:s3:::b/${k:name}"}, IMPLICIT),
    ({"Resource": "arn:aws:s3:::b/${k:name, 'x'}"}, ALLOWED),
    ({"Resource": "arn:aws:s3:::b/${k:wild}"}, IMPLICIT),
    ({"Resource": "arn:aws:s3:::b/${K:Letter}"}, ALLOWED),
    ({"Resource": "arn:aws:s3:::b/${*}"}, IMPLICIT),
    ({"Resource": "arn:aws:s3:::${aws:username}/x"}, IMPLICIT),
]


@pytest.mark.parametrize(("parts", "wanted"), ELEMENTS)
def test_elements(parts, wanted):
    context = {"k:wild": "*", "k:letter": "x"}
    assert ask(identity_policies=[doc(st(**parts))], context=context) == wanted


def test_the_user_name_follows_from_who_asks():
    home = doc(st(Resource="arn:aws:s3:::home/${aws:username}/*"))
    row = {"resource": "arn:aws:s3:::home/bob/x", "identity_policies": [home]}
    assert ask(**row) == ALLOWED
    assert ask(**row, principal=ROLE) == IMPLICIT
    assert ask(**row, context={"aws:username": "eve"}) == IMPLICIT


@pytest.mark.parametrize("version", [None, "2008-10-17"])
def test_old_documents_have_no_variables(version):
    old = doc(st(Resource="arn:aws:s3:::${aws:username}/x"), version=version)
    assert ask(identity_policies=[old], resource="arn:aws:s3:::bob/x") == IMPLICIT
    assert ask(identity_policies=[old], resource="arn:aws:s3:::${aws:username}/x") == ALLOWED


def test_literals_of_special_characters():
    policy = doc(st(Resource="arn:aws:s3:::b/${*}${?}${$}"))
    assert ask(identity_policies=[policy], resource="arn:aws:s3:::b/*?$") == ALLOWED
    assert ask(identity_policies=[policy], resource="arn:aws:s3:::b/abc") == IMPLICIT


# --- Condition operators; Multivalued context keys --------------------------------------

CONDITIONS: list[tuple[Any, dict[str, Any], str]] = [
    ({"StringEquals": {"k": "a"}}, {"k": "a"}, ALLOWED),
    ({"StringEquals": {"k": "a"}}, {"K": "a"}, ALLOWED),
    ({"StringEquals": {"k": "a"}}, {"k": "A"}, IMPLICIT),
    ({"StringEquals": {"k": "a*"}}, {"k": "ab"}, IMPLICIT),
    ({"StringEquals": {"k": ["a", "b"]}}, {"k": "b"}, ALLOWED),
    ({"StringEquals": {"k": "a"}}, {}, IMPLICIT),
    ({"StringEquals": {"k": "a"}}, {"k": []}, IMPLICIT),
    ({"StringNotEquals": {"k": ["a", "b"]}}, {"k": "b"}, IMPLICIT),
    ({"StringNotEquals": {"k": ["a", "b"]}}, {"k": "c"}, ALLOWED),
    ({"StringNotEquals": {"k": "a"}}, {}, ALLOWED),
    ({"StringEqualsIfExists": {"k": "a"}}, {}, ALLOWED),
    ({"StringEqualsIfExists": {"k": "a"}}, {"k": "b"}, IMPLICIT),
    ({"StringEqualsIgnoreCase": {"k": "aB"}}, {"k": "Ab"}, ALLOWED),
    ({"StringNotEqualsIgnoreCase": {"k": "aB"}}, {"k": "Ab"}, IMPLICIT),
    ({"StringLike": {"k": "a*c?"}}, {"k": "abcd"}, ALLOWED),
    ({"StringNotLike": {"k": "a*"}}, {"k": "ab"}, IMPLICIT),
    ({"NumericLessThan": {"k": "10"}}, {"k": 9}, ALLOWED),
    ({"NumericLessThan": {"k": 10}}, {"k": "10"}, IMPLICIT),
    ({"NumericLessThanEquals": {"k": "10"}}, {"k": "10.0"}, ALLOWED),
    ({"NumericGreaterThan": {"k": "-1.5"}}, {"k": "-1"}, ALLOWED),
    ({"NumericEquals": {"k": "1"}}, {"k": "many"}, UNKNOWN),
    ({"NumericNotEquals": {"k": "1"}}, {"k": "2"}, ALLOWED),
    ({"DateGreaterThan": {"k": "2024-01-01T00:00:00Z"}}, {"k": "2024-01-01T00:00:01Z"}, ALLOWED),
    ({"DateLessThan": {"k": "2024-01-01T01:00:00+01:00"}}, {"k": "2023-12-31T23:59:59Z"}, ALLOWED),
    ({"DateEquals": {"k": "1704067200"}}, {"k": "2024-01-01T00:00:00Z"}, ALLOWED),
    ({"DateEquals": {"k": "2024-13-01"}}, {"k": "2024-01-01T00:00:00Z"}, UNKNOWN),
    ({"Bool": {"k": "true"}}, {"k": True}, ALLOWED),
    ({"Bool": {"k": True}}, {"k": "false"}, IMPLICIT),
    ({"BoolIfExists": {"k": "false"}}, {}, ALLOWED),
    ({"BinaryEquals": {"k": "QUJD"}}, {"k": "QUJD"}, ALLOWED),
    ({"BinaryEquals": {"k": "QUJD"}}, {"k": "QUJE"}, IMPLICIT),
    ({"IpAddress": {"k": "10.0.0.0/8"}}, {"k": "10.9.9.9"}, ALLOWED),
    ({"IpAddress": {"k": "10.0.0.0/8"}}, {"k": "11.0.0.0"}, IMPLICIT),
    ({"IpAddress": {"k": "2001:DB8::/32"}}, {"k": "2001:db8:1::1"}, ALLOWED),
    ({"IpAddress": {"k": "0.0.0.0/0"}}, {"k": "2001:db8::1"}, IMPLICIT),
    ({"NotIpAddress": {"k": "10.0.0.0/8"}}, {"k": "10.0.0.1"}, IMPLICIT),
    ({"NotIpAddress": {"k": "10.0.0.0/8"}}, {}, ALLOWED),
    ({"ArnLike": {"k": "arn:aws:sns:*:1:t*"}}, {"k": "arn:aws:sns:us-east-1:1:top"}, ALLOWED),
    ({"ArnLike": {"k": "arn:aws:sns:*:t"}}, {"k": "arn:aws:sns:us-east-1:1:t"}, UNKNOWN),
    ({"ArnLike": {"k": "arn:aws:*:*:*:t"}}, {"k": "arn:aws:sns:us:1:x:t"}, IMPLICIT),
    ({"StringLike": {"k": "arn:aws:*:t"}}, {"k": "arn:aws:sns:us:1:x:t"}, ALLOWED),
    ({"ArnEquals": {"k": "arn:aws:sns:*:1:t*"}}, {"k": "arn:aws:sns:us-east-1:1:a:t"}, IMPLICIT),
    ({"ArnNotLike": {"k": "arn:aws:iam::1:role/*"}}, {"k": "arn:aws:iam::1:user/x"}, ALLOWED),
    ({"Null": {"k": "true"}}, {}, ALLOWED),
    ({"Null": {"k": "true"}}, {"k": "x"}, IMPLICIT),
    ({"Null": {"k": "false"}}, {"k": "x"}, ALLOWED),
    ({"Null": {"k": False}}, {}, IMPLICIT),
    ({"ForAllValues:StringEquals": {"k": ["a", "b"]}}, {"k": ["a", "b"]}, ALLOWED),
    ({"ForAllValues:StringEquals": {"k": ["a", "b"]}}, {"k": ["a", "c"]}, IMPLICIT),
    ({"ForAllValues:StringEquals": {"k": ["a", "b"]}}, {}, ALLOWED),
    ({"ForAllValues:StringEquals": {"k": ["a", "b"]}}, {"k": []}, ALLOWED),
    ({"ForAnyValue:StringEquals": {"k": ["a", "b"]}}, {"k": ["c", "b"]}, ALLOWED),
    ({"ForAnyValue:StringEquals": {"k": ["a", "b"]}}, {}, IMPLICIT),
    ({"ForAnyValue:StringEqualsIfExists": {"k": "a"}}, {}, IMPLICIT),
    ({"ForAnyValue:StringNotEquals": {"k": "a"}}, {"k": ["a", "b"]}, ALLOWED),
    ({"ForAnyValue:StringNotEquals": {"k": "a"}}, {}, IMPLICIT),
    ({"ForAllValues:StringNotEquals": {"k": "a"}}, {"k": ["a", "b"]}, IMPLICIT),
    ({"ForAllValues:StringLike": {"k": "a*"}}, {"k": ["a", "ab"]}, ALLOWED),
    ({"StringEquals": {"k": "a", "m": "b"}}, {"k": "a"}, IMPLICIT),
    ({"StringEquals": {"k": "a"}, "Bool": {"m": "true"}}, {"k": "a", "m": "true"}, ALLOWED),
    ({"StringEquals": {"k": ["a", "b"]}}, {"k": ["a", "c"]}, UNKNOWN),
    ({"StringMatches": {"k": "a"}}, {"k": "a"}, UNKNOWN),
    ({"StringMatches": {"k": "a"}}, {}, UNKNOWN),
    ({"NullIfExists": {"k": "true"}}, {}, UNKNOWN),
    ({"ForSomeValues:StringEquals": {"k": "a"}}, {"k": "a"}, UNKNOWN),
    ({"StringMatches": {"k": "a"}, "Bool": {"m": "true"}}, {"m": "false"}, IMPLICIT),
    ({"StringEquals": {"k": "${m}"}}, {"k": "a", "m": "a"}, ALLOWED),
    ({"StringEquals": {"k": "${m}"}}, {"k": "a"}, IMPLICIT),
    ({"StringNotEquals": {"k": "${m}"}}, {"k": "a"}, UNKNOWN),
    ({"StringLike": {"k": "${m}"}}, {"k": "abc", "m": "a*"}, IMPLICIT),
    ({"StringLike": {"k": "${m}*"}}, {"k": "a*bc", "m": "a*"}, ALLOWED),
    ({"StringEquals": {"aws:PrincipalAccount": ACCOUNT}}, {}, ALLOWED),
    ({"ArnLike": {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:user/*"}}, {}, ALLOWED),
]


@pytest.mark.parametrize(("condition", "context", "wanted"), CONDITIONS)
def test_conditions(condition, context, wanted):
    assert under(condition, context) == wanted


# --- What tools in the wild get wrong (issues named in the design) ----------------------


def test_an_unknown_operator_of_a_deny_is_no_allow():
    denial = doc(st("Deny", Condition={"StringMatches": {"k": "a"}}))
    assert ask(identity_policies=[ALL, denial]) == UNKNOWN
    assert ask(identity_policies=[denial]) == IMPLICIT


def test_a_deny_with_not_action_in_an_scp_denies():
    scp = doc(st(), st("Deny", NotAction=["s3:*", "sts:*"]))
    row = {"identity_policies": [ALL], "service_control_policies": [[scp]]}
    assert ask(**row) == ALLOWED
    assert ask(**row, action="ec2:RunInstances", resource="*") == EXPLICIT


def test_an_administrator_is_not_above_an_scp():
    scp = doc(st(Action="s3:GetObject", Condition={"Bool": {"k": "true"}}))
    row = {"identity_policies": [ALL], "service_control_policies": [[scp]]}
    assert ask(**row) == IMPLICIT
    assert ask(**row, context={"k": "true"}) == ALLOWED


def test_wildcards_in_regions_and_accounts_match():
    policy = doc(st(Action="dynamodb:*", Resource="arn:aws:dynamodb:*:*:table/t"))
    resource = f"arn:aws:dynamodb:eu-west-1:{ACCOUNT}:table/t"
    assert ask(action="dynamodb:GetItem", resource=resource, identity_policies=[policy]) == ALLOWED


def test_because_names_what_decided():
    row = {
        "principal": USER,
        "action": "s3:GetObject",
        "resource": BUCKET,
        "identity_policies": [NONE, doc(st(Action="ec2:*"), st(Action="s3:*"))],
        "service_control_policies": [[ALL]],
    }
    found = decide(*read_request(row))
    assert [(one.policy, one.statement) for one in found.because] == [
        ("identity[1]", 1),
        ("scp[0][0]", 0),
    ]
    withheld = decide(*read_request({**row, "permission_boundary": [NONE]}))
    assert withheld.withheld_by == ("boundary[0]",)
