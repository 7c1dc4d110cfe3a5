"""DynamoDB, RDS, Redshift, DMS, DAX, EFS."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.entities import Entity, ResourcePolicy
from crenel.model.resource import Resource
from crenel.model.value import mapping
from crenel.readers.text.embedded import embedded
from crenel.readers.vocabulary.cloudformation.policies import statements
from crenel.readers.vocabulary.cloudformation.row import common
from crenel.readers.vocabulary.terraform.table import TABLE, Properties
from crenel.readers.vocabulary.terraform.values import per_case, word_if
from crenel.readers.vocabulary.terraform.written import Written
from crenel.readers.vocabulary.world import World


@TABLE.becomes("AWS::DynamoDB::Table", "aws_dynamodb_table")
def table(it: Written) -> Properties:
    """A table."""
    recovery = "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled"
    streamed = word_if(it["stream_enabled"], "on")
    return {
        "TableName": it["name"],
        recovery: it["point_in_time_recovery.enabled"],
        "DeletionProtectionEnabled": it["deletion_protection_enabled"],
        "BillingMode": it["billing_mode"],
        "SSESpecification.KMSMasterKeyId": it["server_side_encryption.kms_key_arn"],
        "StreamSpecification": per_case(
            streamed, lambda _: mapping({"StreamViewType": it["stream_view_type"]}, streamed.span)
        )
        if streamed.is_present().possible
        else streamed,
    }


@TABLE.own("aws_dynamodb_resource_policy")
def table_policy(resource: Resource, _: World) -> Iterator[Entity]:
    """A table's own policy; CloudFormation has it inside the table."""
    yield ResourcePolicy(
        **common(resource),
        service="dynamodb",
        target=resource["resource_arn"],
        statements=statements(embedded(resource["policy"])),
    )


@TABLE.becomes("AWS::ApplicationAutoScaling::ScalableTarget", "aws_appautoscaling_target")
def scaling(it: Written) -> Properties:
    """Capacity that follows the load."""
    return it.plain({"ResourceId": "resource_id"})


_DATABASE = {
    "PubliclyAccessible": "publicly_accessible",
    "StorageEncrypted": "storage_encrypted",
    "Encrypted": "encrypted",
}


@TABLE.becomes("AWS::RDS::DBInstance", "aws_rds_cluster_instance")
def member(it: Written) -> Properties:
    """An instance of a cluster; encryption and password are the cluster's."""
    return it.plain(
        {"PubliclyAccessible": "publicly_accessible", "DBClusterIdentifier": "cluster_identifier"}
    )


@TABLE.becomes("AWS::RDS::DBInstance", "aws_db_instance")
def instance(it: Written) -> Properties:
    """A database."""
    return {**it.plain(_DATABASE), "MasterUserPassword": it["password"]}


@TABLE.becomes("AWS::RDS::DBCluster", "aws_rds_cluster")
@TABLE.becomes("AWS::Redshift::Cluster", "aws_redshift_cluster")
@TABLE.becomes("AWS::RedshiftServerless::Workgroup", "aws_redshiftserverless_workgroup")
@TABLE.becomes("AWS::DMS::ReplicationInstance", "aws_dms_replication_instance")
def cluster(it: Written) -> Properties:
    """A database with the password of its master user."""
    return {**it.plain(_DATABASE), "MasterUserPassword": it["master_password"]}


@TABLE.becomes("AWS::DAX::Cluster", "aws_dax_cluster")
def dax(it: Written) -> Properties:
    """A cache in front of tables."""
    return {
        "SSESpecification.SSEEnabled": it["server_side_encryption.enabled"],
        "ClusterEndpointEncryptionType": it["cluster_endpoint_encryption_type"],
    }


@TABLE.becomes("AWS::EFS::FileSystem", "aws_efs_file_system")
def file_system(it: Written) -> Properties:
    """A shared file system."""
    return it.plain({"Encrypted": "encrypted"})


@TABLE.becomes("AWS::EFS::AccessPoint", "aws_efs_access_point")
def access_point(it: Written) -> Properties:
    """An access point."""
    return it.plain(
        {
            "FileSystemId": "file_system_id",
            "PosixUser.Uid": "posix_user.uid",
            "RootDirectory.Path": "root_directory.path",
        }
    )
