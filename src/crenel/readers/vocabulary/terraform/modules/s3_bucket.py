"""``terraform-aws-modules/s3-bucket/aws``: a bucket with its settings; its notifications."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.resource import Resource
from crenel.model.value import Absent, Map, Value, known, mapping, sequence
from crenel.readers.vocabulary.terraform.modules.call import off, on, things
from crenel.readers.vocabulary.terraform.s3 import canned, encryption_of, status
from crenel.readers.vocabulary.terraform.table import TABLE, Properties
from crenel.readers.vocabulary.terraform.values import joined, nested
from crenel.readers.vocabulary.terraform.written import Written

_MODULE = "module:terraform-aws-modules/s3-bucket/aws"
_NOTIFICATION = f"{_MODULE}//modules/notification"
_SWITCHES = {
    "BlockPublicAcls": "block_public_acls",
    "BlockPublicPolicy": "block_public_policy",
    "IgnorePublicAcls": "ignore_public_acls",
    "RestrictPublicBuckets": "restrict_public_buckets",
}


@TABLE.expands((), _MODULE)
def bucket(it: Written) -> Iterator[Resource]:
    """The bucket; since version 3 the module blocks public access unless told otherwise."""
    if off(it, "create_bucket"):
        return
    block: dict[str, Value] = {
        name: it[path].or_default(True, "default of the module") for name, path in _SWITCHES.items()
    }
    if off(it, "attach_public_policy"):
        block = {}
    yield it.made(
        "AWS::S3::Bucket",
        {
            "BucketName": it["bucket"],
            "AccessControl": canned(it["acl"]),
            "PublicAccessBlockConfiguration": mapping(block) if block else Absent(),
            "VersioningConfiguration.Status": it["versioning.status"].or_else(
                status(it["versioning.enabled"])
            ),
            "BucketEncryption": encryption_of(it["server_side_encryption_configuration.rule"]),
            "LoggingConfiguration.DestinationBucketName": it["logging.target_bucket"],
        },
    )
    if on(it, "attach_policy"):
        policy = {"Bucket": it.ref(), "PolicyDocument": it.document("policy")}
        yield it.made("AWS::S3::BucketPolicy", policy, "#policy")


@TABLE.completes(("aws_s3_bucket", _MODULE), "bucket", _NOTIFICATION)
def notification(it: Written) -> Properties:
    """The functions that are told of a bucket's objects."""
    made = [one for _, told in things(it, "lambda_notifications") for one in _told(told)]
    lambdas = sequence(made) if made else Absent()
    return {"NotificationConfiguration.LambdaConfigurations": joined(lambdas)}


def _told(told: Value) -> Iterator[Value]:
    if not isinstance(told, Map):
        yield told
        return
    rules = [
        mapping({"Name": value, "Value": told.get(f"filter_{name}")})
        for name, value in _names(told)
        if not isinstance(told.get(f"filter_{name}"), Absent)
    ]
    events = told.get("events").items()
    for _, event in events:
        content = {
            "Function": told.get("function_arn"),
            "Event": event,
            "Filter.S3Key.Rules": sequence(rules) if rules else Absent(),
        }
        yield nested(content, told.span)


def _names(told: Map) -> Iterator[tuple[str, Value]]:
    for name in ("prefix", "suffix"):
        yield name, known(name, told.span)
