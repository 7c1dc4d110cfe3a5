"""Amazon S3: a bucket and the resources that Terraform writes its settings in."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.guard import Guard
from crenel.model.resource import Resource
from crenel.model.value import Absent, Known, Map, Value, known, mapping, sequence, where
from crenel.readers.vocabulary.terraform.table import TABLE, Properties
from crenel.readers.vocabulary.terraform.values import nested, per_case, renamed
from crenel.readers.vocabulary.terraform.written import Written

_RULE = {
    "SSEAlgorithm": "apply_server_side_encryption_by_default.sse_algorithm",
    "KMSMasterKeyID": "apply_server_side_encryption_by_default.kms_master_key_id",
}
_LOGGING = {"DestinationBucketName": "target_bucket", "LogFilePrefix": "target_prefix"}


@TABLE.expands(("AWS::S3::Bucket",), "aws_s3_bucket")
def bucket(it: Written) -> Iterator[Resource]:
    """A bucket, with what older providers took inside it."""
    yield it.made(
        "AWS::S3::Bucket",
        {
            "BucketName": it["bucket"],
            "AccessControl": canned(it["acl"]),
            "VersioningConfiguration.Status": status(it["versioning.enabled"]),
            "LoggingConfiguration": it.block("logging", _LOGGING),
            "BucketEncryption": encryption_of(it["server_side_encryption_configuration.rule"]),
        },
    )
    if not isinstance(it["policy"], Absent):
        properties = {"Bucket": it.ref(), "PolicyDocument": it.document("policy")}
        yield it.made("AWS::S3::BucketPolicy", properties, "#policy")


def canned(acl: Value) -> Value:
    """A canned ACL in CloudFormation's words: ``public-read`` -> ``PublicRead``."""

    def change(case: Value) -> Value:
        if not isinstance(case, Known):
            return case
        words = case.text().split("-")
        return known("".join(word.capitalize() for word in words), case.span, case.via)

    return per_case(acl, change)


def status(enabled: Value) -> Value:
    """A switch as the status of a versioning."""

    def change(case: Value) -> Value:
        if not isinstance(case, Known):
            return case
        return known("Enabled" if case.text() == "true" else "Suspended", case.span, case.via)

    return per_case(enabled, change)


def encryption_of(rule: Value) -> Value:
    """The default encryption that a rule sets."""
    made = renamed(rule, _RULE)
    if isinstance(made, Absent):
        return made
    names = {"ServerSideEncryptionByDefault": made}
    listed = sequence([mapping(names, made.span)], made.span)
    return mapping({"ServerSideEncryptionConfiguration": listed}, made.span)


@TABLE.becomes("AWS::S3::BucketPolicy", "aws_s3_bucket_policy")
def bucket_policy(it: Written) -> Properties:
    """A bucket's policy."""
    return {"Bucket": it["bucket"], "PolicyDocument": it.document("policy")}


@TABLE.completes("aws_s3_bucket", "bucket", "aws_s3_bucket_acl")
def acl(it: Written) -> Properties:
    """A bucket's canned ACL."""
    return {"AccessControl": canned(it["acl"])}


@TABLE.completes("aws_s3_bucket", "bucket", "aws_s3_bucket_public_access_block")
def public_access_block(it: Written) -> Properties:
    """The four switches; one that is not written is off."""
    names = {
        "BlockPublicAcls": "block_public_acls",
        "BlockPublicPolicy": "block_public_policy",
        "IgnorePublicAcls": "ignore_public_acls",
        "RestrictPublicBuckets": "restrict_public_buckets",
    }
    return {"PublicAccessBlockConfiguration": renamed(it.resource.properties, names)}


@TABLE.completes("aws_s3_bucket", "bucket", "aws_s3_bucket_versioning")
def versioning(it: Written) -> Properties:
    """A bucket's versioning."""
    return {"VersioningConfiguration.Status": it["versioning_configuration.status"]}


@TABLE.completes("aws_s3_bucket", "bucket", "aws_s3_bucket_server_side_encryption_configuration")
def encryption(it: Written) -> Properties:
    """A bucket's default encryption."""
    return {"BucketEncryption": encryption_of(it["rule"])}


@TABLE.completes("aws_s3_bucket", "bucket", "aws_s3_bucket_logging")
def logging(it: Written) -> Properties:
    """A bucket's access logs."""
    return {"LoggingConfiguration": renamed(it.resource.properties, _LOGGING)}


@TABLE.completes("aws_s3_bucket", "bucket", "aws_s3_bucket_notification")
def notification(it: Written) -> Properties:
    """What is told of a bucket's objects: functions, queues, topics, the bus."""
    return {
        "NotificationConfiguration.LambdaConfigurations": _told(
            it.listed("lambda_function"), "Function", "lambda_function_arn"
        ),
        "NotificationConfiguration.QueueConfigurations": _told(
            it.listed("queue"), "Queue", "queue_arn"
        ),
        "NotificationConfiguration.TopicConfigurations": _told(
            it.listed("topic"), "Topic", "topic_arn"
        ),
        "NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled": it["eventbridge"],
    }


def _told(blocks: Value, name: str, path: str) -> Value:
    """CloudFormation's configuration has one event, Terraform's block a list of them."""
    if isinstance(blocks, Absent):
        return blocks
    made = (
        where(guard, one)
        for outer, block in blocks.items()
        for guard, one in _each_event(outer, block, name, path)
    )
    return sequence(made, blocks.span)


def _each_event(outer: Guard, block: Value, name: str, path: str) -> Iterator[tuple[Guard, Value]]:
    if not isinstance(block, Map):
        yield outer, block
        return
    for guard, event in block.get("events").items():
        both = outer.conjoin(guard)
        if both is not None:
            content = {name: block.get(path), "Event": event, "Filter.S3Key.Rules": _rules(block)}
            yield both, nested(content, block.span)


def _rules(block: Map) -> Value:
    """The filter by the beginning and the end of keys."""
    rules = [
        mapping({"Name": known(word), "Value": block.get(f"filter_{word}")}, block.span)
        for word in ("prefix", "suffix")
        if not isinstance(block.get(f"filter_{word}"), Absent)
    ]
    return sequence(rules, block.span) if rules else Absent()
