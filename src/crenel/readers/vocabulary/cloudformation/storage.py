"""Amazon S3, DynamoDB, RDS, OpenSearch, ElastiCache, DAX, EFS."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.entities import (
    Bucket,
    Cache,
    CapacityScaling,
    Database,
    Entity,
    EntryKind,
    EntryPoint,
    FileSystem,
    FileSystemAccess,
    ResourcePolicy,
    Table,
)
from crenel.model.guard import ALWAYS
from crenel.model.resource import Resource
from crenel.model.value import NOTHING, Value
from crenel.readers.vocabulary.cloudformation.constructs import NOTIFICATIONS
from crenel.readers.vocabulary.cloudformation.policies import statements
from crenel.readers.vocabulary.cloudformation.row import (
    Common,
    common,
    effective,
    first_present,
    row,
)
from crenel.readers.vocabulary.world import World


@row("AWS::S3::Bucket")
def bucket(resource: Resource, world: World) -> Iterator[Entity]:
    """A bucket, and the functions that its notifications call."""
    made = Bucket(
        **common(resource),
        name=resource["BucketName"],
        acl=resource["AccessControl"],
        public_access_block=resource["PublicAccessBlockConfiguration"],
        versioning=resource["VersioningConfiguration.Status"],
        encryption=resource["BucketEncryption"],
        logging=resource["LoggingConfiguration"],
        notifications=first_present(
            resource["NotificationConfiguration"],
            *(
                one["NotificationConfiguration"]
                for one in world.naming("BucketName", resource, NOTIFICATIONS)
            ),
        ),
        deletion_policy=resource.attributes.get("DeletionPolicy"),
    )
    yield made
    configurations = resource["NotificationConfiguration.LambdaConfigurations"]
    for number, (guard, item) in enumerate(configurations.items()):
        yield EntryPoint(
            **common(resource, f"#notification{number}", guard),
            kind=EntryKind.OBJECT,
            function=item.get("Function"),
            source=resource.self_ref(),
            event=item.get("Event"),
            filter=item.get("Filter"),
        )


@row("AWS::S3::BucketPolicy")
def bucket_policy(resource: Resource, _: World) -> Iterator[Entity]:
    """A bucket's policy."""
    yield ResourcePolicy(
        **common(resource),
        service="s3",
        target=resource["Bucket"],
        statements=statements(resource["PolicyDocument"]),
    )


@row("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable")
def table(resource: Resource, _: World) -> Iterator[Entity]:
    """A table, and its own policy where it has one."""
    replicas = list(resource["Replicas"].items()) or [(ALWAYS, NOTHING)]
    for number, (guard, replica) in enumerate(replicas):
        shared = common(resource, f"#replica{number}" if number else "", guard)
        yield _table(resource, shared, replica, NOTHING if number else resource["TableName"])
    document = resource["ResourcePolicy.PolicyDocument"]
    if not document.is_absent().certain:
        yield ResourcePolicy(
            **common(resource, "#policy"),
            service="dynamodb",
            target=resource.self_ref(),
            statements=statements(document),
        )


def _table(resource: Resource, shared: Common, replica: Value, name: Value) -> Table:
    """The table, or one replica of a global one; the first goes by the table's name."""
    recovery = "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled"
    return Table(
        **shared,
        name=name,
        recovery=first_present(resource[recovery], replica.at(*recovery.split("."))),
        deletion_protection=first_present(
            replica.get("DeletionProtectionEnabled"),
            effective(resource, "DeletionProtectionEnabled"),
        ),
        key=resource["SSESpecification.KMSMasterKeyId"],
        billing=effective(resource, "BillingMode"),
        stream=resource["StreamSpecification"],
        deletion_policy=resource.attributes.get("DeletionPolicy"),
        scaling=resource["WriteProvisionedThroughputSettings"],
    )


@row("AWS::ApplicationAutoScaling::ScalableTarget")
def scaling(resource: Resource, _: World) -> Iterator[Entity]:
    """Capacity that follows the load."""
    yield CapacityScaling(**common(resource), target=resource["ResourceId"])


_INSTANCE = "AWS::RDS::DBInstance"


@row(
    _INSTANCE,
    "AWS::RDS::DBCluster",
    "AWS::Redshift::Cluster",
    "AWS::RedshiftServerless::Workgroup",
    "AWS::DMS::ReplicationInstance",
)
def database(resource: Resource, _: World) -> Iterator[Entity]:
    """A database."""
    yield Database(
        **common(resource),
        public=effective(resource, "PubliclyAccessible"),
        encrypted=first_present(resource["StorageEncrypted"], resource["Encrypted"]),
        password=resource["MasterUserPassword"],
        cluster=resource["DBClusterIdentifier"] if resource.type == _INSTANCE else NOTHING,
    )


@row("AWS::DAX::Cluster")
def dax(resource: Resource, _: World) -> Iterator[Entity]:
    """A cache in front of tables."""
    yield Cache(
        **common(resource),
        encrypted=resource["SSESpecification.SSEEnabled"].or_default(False, "AWS default"),
        transit=resource["ClusterEndpointEncryptionType"].or_default("NONE", "AWS default"),
    )


@row("AWS::EFS::FileSystem")
def file_system(resource: Resource, _: World) -> Iterator[Entity]:
    """A shared file system."""
    yield FileSystem(
        **common(resource), encrypted=resource["Encrypted"].or_default(False, "AWS default")
    )


@row("AWS::EFS::AccessPoint")
def access_point(resource: Resource, _: World) -> Iterator[Entity]:
    """An access point."""
    yield FileSystemAccess(
        **common(resource),
        file_system=resource["FileSystemId"],
        user_id=resource["PosixUser.Uid"],
        root_path=resource["RootDirectory.Path"],
    )
