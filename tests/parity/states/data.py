"""Buckets, tables, keys, secrets."""

from __future__ import annotations

import copy

from tests.parity.application import App, adding, arn, ref, state
from tests.parity.states.parts import ANYONE, SECRET, allow, policy


@state("bucket-takes-plain-text")
def plain_bucket(app: App) -> None:
    app.resources["Data"] = {"Type": "AWS::S3::Bucket", "Properties": {}}
    app.function["Environment"]["Variables"]["BUCKET"] = ref("Data")


adding(
    "public-access-block-off",
    {
        "Data": {
            "Type": "AWS::S3::Bucket",
            "Properties": {
                "PublicAccessBlockConfiguration": {
                    "BlockPublicAcls": True,
                    "BlockPublicPolicy": False,
                    "IgnorePublicAcls": True,
                    "RestrictPublicBuckets": True,
                }
            },
        }
    },
)
adding(
    "public-bucket",
    {
        "Data": {"Type": "AWS::S3::Bucket", "Properties": {}},
        "OfData": policy("AWS::S3::BucketPolicy", "Bucket", ref("Data")),
    },
)


@state("table-without-recovery")
def no_recovery(app: App) -> None:
    app.resources["Items"]["Properties"].pop("PointInTimeRecoverySpecification", None)


@state("table-without-deletion-protection")
def no_protection(app: App) -> None:
    app.resources["Items"]["Properties"]["DeletionProtectionEnabled"] = False


@state("table-lost-with-stack")
def lost_table(app: App) -> None:
    app.resources["Items"]["Properties"]["DeletionProtectionEnabled"] = False
    app.resources["Items"].pop("DeletionPolicy", None)


NOTICED = {
    "Data": {
        "Type": "AWS::S3::Bucket",
        "Properties": {
            "BucketName": "data",
            "NotificationConfiguration": {
                "LambdaConfigurations": [{"Event": "s3:ObjectCreated:*", "Function": arn("Orders")}]
            },
        },
    },
    "DataMay": {
        "Type": "AWS::Lambda::Permission",
        "Properties": {
            "FunctionName": ref("Orders"),
            "Action": "lambda:InvokeFunction",
            "Principal": "s3.amazonaws.com",
            "SourceArn": "arn:aws:s3:::data",
            "SourceAccount": "111122223333",
        },
    },
}


@state("notification-loop")
def loop(app: App) -> None:
    app.resources.update(copy.deepcopy(NOTICED))
    app.statements.append(allow("s3:PutObject", "arn:aws:s3:::data/*"))


adding(
    "poisoned-trigger",
    NOTICED
    | {
        "OfData": {
            "Type": "AWS::S3::BucketPolicy",
            "Properties": {
                "Bucket": ref("Data"),
                "PolicyDocument": {
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": "*",
                            "Action": "s3:PutObject",
                            "Resource": "arn:aws:s3:::data/*",
                        }
                    ]
                },
            },
        }
    },
)


@state("public-table")
def public_table(app: App) -> None:
    app.resources["Items"]["Properties"]["ResourcePolicy"] = {
        "PolicyDocument": {
            "Statement": [
                {"Effect": "Allow", "Principal": "*", "Action": "dynamodb:GetItem", "Resource": "*"}
            ]
        }
    }


adding(
    "key-without-rotation",
    {
        "Key": {
            "Type": "AWS::KMS::Key",
            "Properties": {
                "EnableKeyRotation": False,
                "KeyPolicy": {
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
                            "Action": "kms:*",
                            "Resource": "*",
                        }
                    ]
                },
            },
        }
    },
)
adding(
    "public-key",
    {
        "Key": {
            "Type": "AWS::KMS::Key",
            "Properties": {"EnableKeyRotation": True, "KeyPolicy": {"Statement": [ANYONE]}},
        }
    },
)
adding("unencrypted-file-system", {"Files": {"Type": "AWS::EFS::FileSystem", "Properties": {}}})
adding(
    "file-access-as-root",
    {
        "Files": {"Type": "AWS::EFS::FileSystem", "Properties": {"Encrypted": True}},
        "Point": {
            "Type": "AWS::EFS::AccessPoint",
            "Properties": {
                "FileSystemId": ref("Files"),
                "PosixUser": {"Uid": "0", "Gid": "0"},
            },
        },
    },
)
adding("unencrypted-table-cache", {"Cache": {"Type": "AWS::DAX::Cluster", "Properties": {}}})
adding(
    "public-database",
    {
        "Base": {
            "Type": "AWS::RDS::DBInstance",
            "Properties": {"PubliclyAccessible": True, "StorageEncrypted": True},
        }
    },
)
adding(
    "literal-secret-value",
    {
        "Secret": {
            "Type": "AWS::SecretsManager::Secret",
            "Properties": {"Name": "db", "SecretString": SECRET},
        }
    },
)
adding(
    "secret-without-rotation",
    {"Secret": {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "db"}}},
)
adding(
    "public-secret-policy",
    {
        "Secret": {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "db"}},
        "OfSecret": {
            "Type": "AWS::SecretsManager::ResourcePolicy",
            "Properties": {
                "SecretId": ref("Secret"),
                "ResourcePolicy": {"Statement": [ANYONE]},
            },
        },
    },
)
adding(
    "plain-stored-parameter",
    {
        "Stored": {
            "Type": "AWS::SSM::Parameter",
            "Properties": {
                "Name": "/db/password",
                "Type": "String",
                "Value": SECRET,
            },
        }
    },
)
