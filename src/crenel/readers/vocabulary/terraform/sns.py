"""Amazon SNS."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.resource import Resource
from crenel.model.value import Absent
from crenel.readers.vocabulary.terraform.table import TABLE, Properties
from crenel.readers.vocabulary.terraform.values import unless
from crenel.readers.vocabulary.terraform.written import Written


@TABLE.expands(("AWS::SNS::Topic",), "aws_sns_topic")
def topic(it: Written) -> Iterator[Resource]:
    """A topic, and the policy that may be written inside it."""
    key = unless(it["kms_master_key_id"], "")
    yield it.made("AWS::SNS::Topic", {"TopicName": it["name"], "KmsMasterKeyId": key})
    if not isinstance(it["policy"], Absent):
        properties = {"Topics": it.ref(), "PolicyDocument": it.document("policy")}
        yield it.made("AWS::SNS::TopicPolicy", properties, "#policy")


@TABLE.becomes("AWS::SNS::TopicPolicy", "aws_sns_topic_policy")
def topic_policy(it: Written) -> Properties:
    """A policy on a topic."""
    return {"Topics": it["arn"], "PolicyDocument": it.document("policy")}


@TABLE.becomes("AWS::SNS::Subscription", "aws_sns_topic_subscription")
def subscription(it: Written) -> Properties:
    """A subscription."""
    return {
        "TopicArn": it["topic_arn"],
        "Protocol": it["protocol"],
        "Endpoint": it["endpoint"],
        "RedrivePolicy": it.document("redrive_policy"),
    }
