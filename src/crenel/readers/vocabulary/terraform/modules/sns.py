"""``terraform-aws-modules/sns/aws``: a topic, its policy and subscriptions."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.resource import Resource
from crenel.model.value import Absent
from crenel.readers.text.embedded import embedded
from crenel.readers.vocabulary.terraform.modules.call import (
    off,
    policy_statements,
    things,
)
from crenel.readers.vocabulary.terraform.table import TABLE
from crenel.readers.vocabulary.terraform.written import Written

_MODULE = "module:terraform-aws-modules/sns/aws"


@TABLE.expands((), _MODULE)
def topic(it: Written) -> Iterator[Resource]:
    """The topic and what hangs on it."""
    if off(it, "create", "create_sns_topic"):
        return
    names = {"TopicName": "name", "KmsMasterKeyId": "kms_master_key_id"}
    yield it.made("AWS::SNS::Topic", it.plain(names))
    document, statements = (
        it.document("topic_policy"),
        policy_statements(it, "topic_policy_statements"),
    )
    if not isinstance(document, Absent):
        policy = {"Topics": it.ref(), "PolicyDocument": document}
        yield it.made("AWS::SNS::TopicPolicy", policy, "#policy")
    elif not isinstance(statements, Absent):
        policy = {"Topics": it.ref(), "PolicyDocument.Statement": statements}
        yield it.made("AWS::SNS::TopicPolicy", policy, "#policy")
    for name, one in things(it, "subscriptions"):
        subscription = {
            "TopicArn": it.ref(),
            "Protocol": one.get("protocol"),
            "Endpoint": one.get("endpoint"),
            "RedrivePolicy": embedded(one.get("redrive_policy")),
        }
        yield it.made("AWS::SNS::Subscription", subscription, f"#subscription {name}")
