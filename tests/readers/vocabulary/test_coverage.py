"""Every property that a row of CloudFormation reads is one that Terraform resources give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from tests.readers.vocabulary.terraform import SPAN, resources
from tests.readers.vocabulary.test_pairs import pairs

from crenel.model.resource import Origin, Resource
from crenel.model.value import Absent, Map, Value
from crenel.readers.vocabulary.cloudformation import entities_of
from crenel.readers.vocabulary.terraform import meaning_of, targets

_OTHER_HOLDERS = "the row is one for all kinds of holder; Terraform has a type for each"
_BESIDE = "a resource of its own in Terraform, which makes the same entity itself"
_OTHER_KIND = "the row is one for several types, and this type has no such property"
_IN_PLACE = "Terraform writes the document in place"
UNREAD = {
    "AWS::CloudFormation::Stack.Location": _OTHER_KIND,
    "AWS::DynamoDB::Table.WriteProvisionedThroughputSettings": "of global tables",
    "AWS::DMS::ReplicationInstance.Encrypted": _OTHER_KIND,
    "AWS::DMS::ReplicationInstance.MasterUserPassword": _OTHER_KIND,
    "AWS::DMS::ReplicationInstance.StorageEncrypted": _OTHER_KIND,
    "AWS::DynamoDB::Table.Replicas": "of global tables, which Terraform writes in the table",
    "AWS::DynamoDB::Table.ResourcePolicy": _BESIDE,
    "AWS::ECR::Repository.RepositoryPolicyText": _BESIDE,
    "AWS::Events::EventBus.Policy": _BESIDE,
    "AWS::IAM::Group.AssumeRolePolicyDocument": _OTHER_KIND,
    "AWS::IAM::Group.PermissionsBoundary": _OTHER_KIND,
    "AWS::IAM::Group.Policies": _BESIDE,
    "AWS::IAM::User.AssumeRolePolicyDocument": _OTHER_KIND,
    "AWS::IAM::User.Policies": _BESIDE,
    **{
        f"AWS::IAM::{kind}.{name}": _OTHER_HOLDERS
        for kind, own in (
            ("ManagedPolicy", ""),
            ("RolePolicy", "RoleName"),
            ("UserPolicy", "UserName"),
            ("GroupPolicy", "GroupName"),
        )
        for name in (
            "Roles",
            "Users",
            "Groups",
            "RoleName",
            "UserName",
            "GroupName",
        )
        if name != own
    },
    "AWS::Lambda::Function.AutoPublishAlias": "SAM's; aws_lambda_alias is an alias",
    "AWS::Pipes::Pipe.DeadLetterConfig": "of no pipe; it stands in the source's parameters",
    "AWS::RDS::DBCluster.Encrypted": _OTHER_KIND,
    "AWS::RDS::DBCluster.PubliclyAccessible": "of the cluster's instances in Terraform",
    "AWS::RDS::DBInstance.Encrypted": _OTHER_KIND,
    "AWS::Redshift::Cluster.StorageEncrypted": _OTHER_KIND,
    "AWS::RedshiftServerless::Workgroup.Encrypted": _OTHER_KIND,
    "AWS::RedshiftServerless::Workgroup.MasterUserPassword": _OTHER_KIND,
    "AWS::RedshiftServerless::Workgroup.StorageEncrypted": _OTHER_KIND,
    "AWS::SNS::Topic.Subscription": _BESIDE,
    "AWS::SecretsManager::Secret.GenerateSecretString": "Terraform has random_password for that",
    "AWS::Serverless::Application.DisableRollback": _OTHER_KIND,
    "AWS::Serverless::Application.TemplateURL": _OTHER_KIND,
    "AWS::StepFunctions::StateMachine.DefinitionS3Location": _IN_PLACE,
    "AWS::StepFunctions::StateMachine.DefinitionString": _IN_PLACE,
    "AWS::StepFunctions::StateMachine.DefinitionSubstitutions": _IN_PLACE,
    "AWS::StepFunctions::StateMachine.DefinitionUri": _IN_PLACE,
}
"""``Type.Property`` that no Terraform resource gives, each with the reason."""


class _Seen(Mapping[str, Value]):
    """The content of a map that notes what is asked for, and holds nothing."""

    def __init__(self) -> None:
        self.keys_asked: set[str] = set()

    def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
        self.keys_asked.add(key)
        return default

    def __getitem__(self, key: str) -> Value:
        self.keys_asked.add(key)
        return Absent()

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def read_by_rows() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for kind in targets():
        seen = _Seen()
        origin = Origin("t", "X", kind, SPAN)
        one = Resource(id="X", type=kind, properties=Map(content=seen, span=SPAN), origin=origin)
        entities_of([one])
        found[kind] = seen.keys_asked
    return found


def given_by_terraform() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for pair in pairs():
        for one in meaning_of(resources(pair.values[0]["terraform"])).resources:
            if isinstance(one.properties, Map):
                found[one.type] |= set(one.properties.content)
    return found


def test_every_property_that_is_read_is_given() -> None:
    given = given_by_terraform()
    missing = {
        f"{kind}.{name}" for kind, names in read_by_rows().items() for name in names - given[kind]
    }
    assert missing == set(UNREAD)
