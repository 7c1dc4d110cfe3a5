"""AWS IAM: roles, users, groups, policies and what attaches them, access keys."""

from __future__ import annotations

from crenel.model.value import Absent, Known, Value, known, mapping, sequence
from crenel.readers.text.embedded import embedded
from crenel.readers.vocabulary.terraform.policy_documents import policy_document
from crenel.readers.vocabulary.terraform.table import TABLE, Properties
from crenel.readers.vocabulary.terraform.values import per_case
from crenel.readers.vocabulary.terraform.written import Written

_AWS = "arn:aws:iam::aws:policy/"


@TABLE.becomes("AWS::IAM::Role", "aws_iam_role")
def role(it: Written) -> Properties:
    """A role with its inline policies."""
    return {
        "RoleName": it["name"],
        "AssumeRolePolicyDocument": it.document("assume_role_policy"),
        "ManagedPolicyArns": it["managed_policy_arns"],
        "PermissionsBoundary": it["permissions_boundary"],
        "Policies": it.each("inline_policy", _inline),
    }


def _inline(block: Value) -> Value:
    return per_case(
        block,
        lambda case: mapping(
            {"PolicyName": case.get("name"), "PolicyDocument": embedded(case.get("policy"))},
            case.span,
        ),
    )


@TABLE.becomes("AWS::IAM::User", "aws_iam_user")
def user(it: Written) -> Properties:
    """A user."""
    return it.plain({"UserName": "name", "PermissionsBoundary": "permissions_boundary"})


@TABLE.becomes("AWS::IAM::Group", "aws_iam_group")
def group(it: Written) -> Properties:
    """A group."""
    return it.plain({"GroupName": "name"})


@TABLE.becomes("AWS::IAM::ManagedPolicy", "aws_iam_policy")
def policy(it: Written) -> Properties:
    """A policy of its own."""
    return {"ManagedPolicyName": it["name"], "PolicyDocument": it.document("policy")}


def _inline_of(it: Written, holder: str, name: str) -> Properties:
    return {
        "PolicyName": it["name"],
        "PolicyDocument": it.document("policy"),
        name: it[holder],
    }


@TABLE.becomes("AWS::IAM::RolePolicy", "aws_iam_role_policy")
def role_policy(it: Written) -> Properties:
    """An inline policy of a role."""
    return _inline_of(it, "role", "RoleName")


@TABLE.becomes("AWS::IAM::UserPolicy", "aws_iam_user_policy")
def user_policy(it: Written) -> Properties:
    """An inline policy of a user."""
    return _inline_of(it, "user", "UserName")


@TABLE.becomes("AWS::IAM::GroupPolicy", "aws_iam_group_policy")
def group_policy(it: Written) -> Properties:
    """An inline policy of a group."""
    return _inline_of(it, "group", "GroupName")


def _attached(it: Written) -> Properties:
    arn = it["policy_arn"]
    return {} if isinstance(arn, Absent) else {"ManagedPolicyArns": sequence([arn], arn.span)}


@TABLE.completes("aws_iam_role", "role", "aws_iam_role_policy_attachment")
def role_attachment(it: Written) -> Properties:
    """A managed policy of a role."""
    return _attached(it)


@TABLE.completes("aws_iam_user", "user", "aws_iam_user_policy_attachment")
def user_attachment(it: Written) -> Properties:
    """A managed policy of a user."""
    return _attached(it)


@TABLE.completes("aws_iam_group", "group", "aws_iam_group_policy_attachment")
def group_attachment(it: Written) -> Properties:
    """A managed policy of a group."""
    return _attached(it)


@TABLE.completes("aws_iam_role", "role_name", "aws_iam_role_policy_attachments_exclusive")
def exclusive_attachments(it: Written) -> Properties:
    """All managed policies of a role."""
    return {"ManagedPolicyArns": it["policy_arns"]}


@TABLE.completes(
    ("aws_iam_role", "aws_iam_user", "aws_iam_group"),
    ("roles", "users", "groups"),
    "aws_iam_policy_attachment",
)
def attachment(it: Written) -> Properties:
    """A managed policy of everything that is named."""
    return _attached(it)


@TABLE.completes("aws_iam_user", "user", "aws_iam_user_group_membership")
def groups_of_user(it: Written) -> Properties:
    """The groups of a user."""
    return {"Groups": it["groups"]}


@TABLE.completes("aws_iam_user", "users", "aws_iam_group_membership")
def users_of_group(it: Written) -> Properties:
    """The users of a group: each has it."""
    one = it["group"]
    return {} if isinstance(one, Absent) else {"Groups": sequence([one], one.span)}


@TABLE.becomes("AWS::IAM::AccessKey", "aws_iam_access_key")
def access_key(it: Written) -> Properties:
    """A long-lived credential."""
    return it.plain({"UserName": "user", "Status": "status"})


TABLE.lead("aws_iam_access_key", "secret", "ses_smtp_password_v4", attribute="SecretAccessKey")


@TABLE.attribute("data.aws_iam_policy_document", "json", "minified_json")
def document(it: Written) -> Value:
    """The policy that a data source spells."""
    return policy_document(it)


@TABLE.attribute("data.aws_iam_policy", "arn", "id")
def managed_arn(it: Written) -> Value:
    """The ARN of a policy that is looked up by its ARN or by its name (AWS's own, if bare)."""
    arn, name = it["arn"], it["name"]
    if not isinstance(arn, Absent):
        return arn
    if isinstance(name, Known):
        return known(_AWS + name.text(), name.span, name.via)
    return it.ref(attribute="arn") if isinstance(name, Absent) else name
