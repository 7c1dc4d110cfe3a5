"""``terraform-aws-modules/iam/aws``: roles that others may assume, and policies."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.resource import Resource
from crenel.model.value import Absent, Value, mapping, sequence
from crenel.readers.vocabulary.terraform.modules.call import (
    documented,
    off,
    policy_statements,
)
from crenel.readers.vocabulary.terraform.table import TABLE
from crenel.readers.vocabulary.terraform.values import joined
from crenel.readers.vocabulary.terraform.written import Written

_IAM = "module:terraform-aws-modules/iam/aws//modules"
_ROLES = (f"{_IAM}/iam-assumable-role", f"{_IAM}/iam-role")
_POLICY = f"{_IAM}/iam-policy"


@TABLE.expands((), *_ROLES)
def role(it: Written) -> Iterator[Resource]:
    """A role: who may assume it, and what is attached."""
    if off(it, "create", "create_role"):
        return
    yield it.made(
        "AWS::IAM::Role",
        {
            "RoleName": it["role_name"].or_else(it["name"]),
            "AssumeRolePolicyDocument": _trust(it),
            "ManagedPolicyArns": joined(it.listed("custom_role_policy_arns"), _attached(it)),
            "PermissionsBoundary": it["role_permissions_boundary_arn"].or_else(
                it["permissions_boundary"]
            ),
        },
    )


def _trust(it: Written) -> Value:
    """The document that is given, the statements, or the services and principals named."""
    given = it.document("custom_role_trust_policy")
    told = policy_statements(it, "trust_policy_permissions")
    if not isinstance(told, Absent):
        return mapping({"Statement": told})
    kinds = (("Service", "trusted_role_services"), ("AWS", "trusted_role_arns"))
    named = mapping({kind: it.listed(path) for kind, path in kinds})
    if not named.content:
        return given
    allowed = {
        "Effect": documented(it, "Allow"),
        "Action": documented(it, "sts:AssumeRole"),
        "Principal": named,
    }
    return given.or_else(mapping({"Statement": sequence([mapping(allowed)])}))


def _attached(it: Written) -> Value:
    """``policies``: a map from names to ARNs."""
    found = [one for _, _, one in it.listed("policies").entries()]
    return sequence(found) if found else Absent()


@TABLE.expands((), _POLICY)
def policy(it: Written) -> Iterator[Resource]:
    """A policy."""
    if off(it, "create", "create_policy"):
        return
    properties = {"ManagedPolicyName": it["name"], "PolicyDocument": it.document("policy")}
    yield it.made("AWS::IAM::ManagedPolicy", properties)
