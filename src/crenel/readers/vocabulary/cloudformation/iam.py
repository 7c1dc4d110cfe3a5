"""AWS IAM: roles, users, groups, policies, access keys."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.entities import AccessKey, Entity, Identity, IdentityKind, Policy
from crenel.model.resource import Resource
from crenel.model.value import NOTHING, sequence
from crenel.readers.vocabulary.cloudformation.policies import inline_statements, statements
from crenel.readers.vocabulary.cloudformation.row import common, effective, row
from crenel.readers.vocabulary.world import World

_KINDS = {
    "AWS::IAM::Role": (IdentityKind.ROLE, "RoleName"),
    "AWS::IAM::User": (IdentityKind.USER, "UserName"),
    "AWS::IAM::Group": (IdentityKind.GROUP, "GroupName"),
}


@row(*_KINDS)
def identity(resource: Resource, _: World) -> Iterator[Entity]:
    """A role, user or group with its inline policies."""
    kind, name = _KINDS[resource.type]
    yield Identity(
        **common(resource),
        kind=kind,
        name=resource[name],
        trust=statements(resource["AssumeRolePolicyDocument"]),
        managed=resource["ManagedPolicyArns"],
        statements=inline_statements(resource["Policies"]),
        boundary=resource["PermissionsBoundary"],
        groups=resource["Groups"] if kind is IdentityKind.USER else NOTHING,
        generated=resource.generated,
    )


@row(
    "AWS::IAM::Policy",
    "AWS::IAM::ManagedPolicy",
    "AWS::IAM::RolePolicy",
    "AWS::IAM::UserPolicy",
    "AWS::IAM::GroupPolicy",
)
def policy(resource: Resource, _: World) -> Iterator[Entity]:
    """A policy and the identities that it names."""
    holders = ("Roles", "Users", "Groups", "RoleName", "UserName", "GroupName")
    named = (item for holder in holders for _, item in resource[holder].items())
    name = "ManagedPolicyName" if resource.type == "AWS::IAM::ManagedPolicy" else "PolicyName"
    yield Policy(
        **common(resource),
        name=resource[name],
        statements=statements(resource["PolicyDocument"]),
        attached_to=sequence(named),
    )


@row("AWS::IAM::AccessKey")
def access_key(resource: Resource, _: World) -> Iterator[Entity]:
    """A long-lived credential."""
    yield AccessKey(
        **common(resource), user=resource["UserName"], status=effective(resource, "Status")
    )
