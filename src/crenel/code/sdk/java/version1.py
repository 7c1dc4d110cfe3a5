"""The AWS SDK for Java 1: clients, requests by position, DynamoDBMapper, transfers."""

from __future__ import annotations

import msgspec

from crenel.code.facts import Argument
from crenel.code.hooks import CallView, calls
from crenel.code.sdk.arguments import argument, capital, note, requested
from crenel.code.sdk.java.clients import inside
from crenel.code.text import words
from crenel.code.values import Path
from crenel.pattern import Pattern

STYLE = "java-v1"
_CLIENT = Pattern(r"^com\.amazonaws\.services\.(\w+)\.(?:[\w.]+\.)?(\w+)\(\)\.(\w+)$")
_LOCAL = words(
    """
    shutdown setRegion setEndpoint getRegionName toString waiters getCachedResponseMetadata getClass
    getUrl builder standard withRegion withEndpoint withCredentials
    """
)
_CLIENTS = ("Amazon", "AWS")
SERVICES = {
    "dynamodbv2": "dynamodb",
    "simpleemail": "ses",
    "simpleemailv2": "sesv2",
    "stepfunctions": "sfn",
    "simplesystemsmanagement": "ssm",
    "securitytoken": "sts",
    "identitymanagement": "iam",
    "cognitoidp": "cognito-idp",
    "cognitoidentity": "cognito-identity",
    "kinesisfirehose": "firehose",
    "elasticmapreduce": "emr",
    "iotdata": "iot-data",
    "elasticloadbalancingv2": "elbv2",
    "certificatemanager": "acm",
    "simpleworkflow": "swf",
    "databasemigrationservice": "dms",
    "elasticsearch": "es",
    "cloudwatchevents": "events",
    "lex": "lex-runtime",
    "rdsdata": "rds-data",
    "redshiftdataapi": "redshift-data",
}
"""Packages that are not called as the service is. Source: AWS SDK for Java 1, API reference."""

_POSITIONAL = {
    "dynamodb": ("TableName",),
    "s3": ("Bucket", "Key"),
    "sns": ("TopicArn",),
    "sqs": ("QueueUrl",),
    "events": (),
}
_S3 = {"BucketName": "Bucket", "DestinationBucketName": "Bucket", "DestinationKey": "Key"}
_S3_NAMES = {
    "doesObjectExist": "HeadObject",
    "doesBucketExist": "HeadBucket",
    "getObjectAsString": "GetObject",
    "getS3AccountOwner": "ListBuckets",
    "listVersions": "ListObjectVersions",
    "listNextBatchOfVersions": "ListObjectVersions",
    "listNextBatchOfObjects": "ListObjects",
    "setBucketAcl": "PutBucketAcl",
    "setObjectAcl": "PutObjectAcl",
    "setBucketPolicy": "PutBucketPolicy",
    "setBucketVersioningConfiguration": "PutBucketVersioning",
    "getBucketVersioningConfiguration": "GetBucketVersioning",
    "setBucketLifecycleConfiguration": "PutBucketLifecycleConfiguration",
    "setBucketNotificationConfiguration": "PutBucketNotificationConfiguration",
    "setBucketCrossOriginConfiguration": "PutBucketCors",
    "setBucketTaggingConfiguration": "PutBucketTagging",
    "setObjectTagging": "PutObjectTagging",
    "setBucketEncryption": "PutBucketEncryption",
    "setBucketWebsiteConfiguration": "PutBucketWebsite",
    "getBucketWebsiteConfiguration": "GetBucketWebsite",
    "deleteBucketWebsiteConfiguration": "DeleteBucketWebsite",
    "getObjectMetadata": "HeadObject",
    "doesBucketExistV2": "HeadBucket",
    "listObjects": "ListObjects",
    "generatePresignedUrl": "GetObject",
    "listBuckets": "ListBuckets",
    "getBucketLocation": "GetBucketLocation",
    "deleteVersion": "DeleteObject",
    "initiateMultipartUpload": "CreateMultipartUpload",
}
_MAPPER = {
    "load": ("GetItem",),
    "save": ("PutItem", "UpdateItem"),
    "delete": ("DeleteItem",),
    "query": ("Query",),
    "queryPage": ("Query",),
    "scan": ("Scan",),
    "scanPage": ("Scan",),
    "parallelScan": ("Scan",),
    "count": ("Query", "Scan"),
    "batchLoad": ("BatchGetItem",),
    "batchSave": ("BatchWriteItem",),
    "batchDelete": ("BatchWriteItem",),
    "batchWrite": ("BatchWriteItem",),
    "transactionWrite": ("TransactWriteItems",),
    "transactionLoad": ("TransactGetItems",),
    "generateCreateTableRequest": (),
}
_DOCUMENT = {
    "getItem": "GetItem",
    "getItemOutcome": "GetItem",
    "putItem": "PutItem",
    "updateItem": "UpdateItem",
    "deleteItem": "DeleteItem",
    "query": "Query",
    "scan": "Scan",
    "describe": "DescribeTable",
}
_TRANSFERS = {"upload": ("PutObject",), "download": ("GetObject",), "copy": ("CopyObject",)}


@calls("com.amazonaws.services.")
def _client(view: CallView) -> None:
    found = _CLIENT.match(view.name)
    if found is None or ".lambda.runtime." in view.name:
        return
    package, made, method = found.groups()
    service = SERVICES.get(package, package)
    if made.startswith("AmazonDynamoDBStreams"):
        service = "dynamodbstreams"
    if made == "DynamoDBMapper":
        _each(view, "dynamodb", _MAPPER.get(method))
    elif made == "TransferManager":
        _each(view, "s3", _TRANSFERS.get(method))
    elif made in {"Table", "Index"} or view.name.endswith(f".getTable().{method}"):
        _table(view, method)
    elif method not in _LOCAL and made.startswith(_CLIENTS) and ".model." not in view.name:
        _operation(view, service, method)


def _each(view: CallView, service: str, operations: tuple[str, ...] | None) -> None:
    given = requested(inside(view.site))
    for operation in operations or ():
        note(view, service, operation, STYLE, given, inside=inside(view.site), key=operation)


@calls(".getItem", ".putItem", ".updateItem", ".deleteItem", ".query", ".scan", ".describe")
def _documents(view: CallView) -> None:
    """``new DynamoDB(client).getTable("x").putItem(...)``."""
    if view.name.startswith("com.amazonaws.services.dynamodbv2.document.DynamoDB().getTable()."):
        _table(view, view.method)


def _table(view: CallView, method: str) -> None:
    operation = _DOCUMENT.get(method)
    sites = view.base.sites if isinstance(view.base, Path) else ()
    name = sites[-1].argument(0) if sites else None
    given = (argument("TableName", name),) if name is not None else ()
    if operation is not None:
        note(view, "dynamodb", operation, STYLE, given)


def _operation(view: CallView, service: str, method: str) -> None:
    name = method.removesuffix("Async")
    if service == "s3":
        name = _S3_NAMES.get(name, name)
    given = requested(view.site) or _by_place(view, service)
    renamed = tuple(_renamed(one, service) for one in given)
    note(view, service, capital(name), STYLE, renamed, inside=inside(view.site))


def _renamed(one: Argument, service: str) -> Argument:
    """The API's name of an argument: requests take the first ones by position, too."""
    names = _POSITIONAL.get(service, ())
    name = names[int(one.name)] if one.name.isdigit() and int(one.name) < len(names) else one.name
    return msgspec.structs.replace(one, name=_S3.get(name, name) if service == "s3" else name)


def _by_place(view: CallView, service: str) -> tuple[Argument, ...]:
    """``s3.getObject(bucket, key)``."""
    pairs = zip(_POSITIONAL.get(service, ()), view.site.positional, strict=False)
    return tuple(argument(name, value) for name, value in pairs)
