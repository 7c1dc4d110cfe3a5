"""What lets a role send to a destination, as SAM writes it."""

from __future__ import annotations

from crenel.model.value import Value
from crenel.readers.sam.roles.role import allow, inline_policy
from crenel.readers.sam.values import Raw, filled

_ACTIONS = {
    "SQS": ("SQSPolicy", "sqs:SendMessage"),
    "SNS": ("SNSPolicy", "sns:publish"),
    "EventBridge": ("EventBridgePolicy", "events:PutEvents"),
    "Lambda": ("LambdaPolicy", "lambda:InvokeFunction"),
}


def sending_policy(kind: str, name: str, destination: Value) -> Raw:
    """The inline policy for a destination of a kind; None for one that needs none."""
    if kind in ("S3", "S3Bucket"):
        return _bucket_policy(name, destination)
    if kind not in _ACTIONS:
        return None
    suffix, action = _ACTIONS[kind]
    return inline_policy(name + suffix, allow(action, destination))


def _bucket_policy(name: str, bucket: Value) -> Raw:
    objects = (
        filled("${Bucket}/*", {"Bucket": bucket}, bucket.span, bucket.via)
        if bucket.span
        else bucket
    )
    return inline_policy(
        f"{name}S3Policy", allow("s3:PutObject", objects), allow("s3:ListBucket", bucket)
    )
